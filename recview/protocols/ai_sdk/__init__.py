"""The modules of one vendor's API."""
