"""What two notebooks share: terms, wording, sentiment, topics, and what a corpus can support."""
