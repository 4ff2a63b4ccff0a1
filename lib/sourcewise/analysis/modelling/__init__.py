"""Topic models: what is measured of them, how many topics, how far to trust them; `topics` is the door."""
