"""What two groups of articles differ in, and what their number supports of it; `compare` is the door."""
