"""Whether a recording is there twice, or may overwrite another: family D."""
