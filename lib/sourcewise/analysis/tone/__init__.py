"""The tone of sentences and toward targets; `sentiment` and `targets` are the doors."""
