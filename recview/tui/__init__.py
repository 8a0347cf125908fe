"""The screen. Only this package imports the toolkit; state comes down to it, and what happens goes up."""
