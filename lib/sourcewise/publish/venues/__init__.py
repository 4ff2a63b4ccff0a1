"""Figures drawn again for a venue: presets, what is kept of a figure, how it is fitted, what is checked."""
