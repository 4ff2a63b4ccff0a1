"""What people code: sheets drawn blind, read back, agreed on, and used to correct what a program scored."""
