"""Whether tokens were counted, and add up: family U."""
