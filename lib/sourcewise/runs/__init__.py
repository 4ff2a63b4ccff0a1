"""Notebooks to runs: parameters, execution, manifest."""
