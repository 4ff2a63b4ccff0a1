"""What is measured, stage by stage, in the order of a run."""

NAMES = (
    "words", "sentences", "lexicons", "three_lexicons", "near_copies", "corpus", "models", "mentions",
    "resampling", "notebooks",
)  # fmt: skip
"""Modules of this folder; each holds a STAGE."""
