"""Which line of a recording's file holds what the screen shows: a chunk, or a value of its request or response."""
