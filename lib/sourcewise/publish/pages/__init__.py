"""Pages of one file: the report, and articles with their spans coloured."""
