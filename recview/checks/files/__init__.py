"""Whether a file can be read: family F."""
