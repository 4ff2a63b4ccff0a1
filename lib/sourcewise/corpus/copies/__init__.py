"""What stands twice, and which articles tell one story."""
