"""Compare how news outlets tell the same story, with evidence, voices and restraint."""

__version__ = "0.1.0"
