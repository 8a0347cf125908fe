"""What a re-record changed: two contents of a recording → a verdict and the list of differences. Pure."""
