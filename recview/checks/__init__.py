"""Rules about recordings, in families: whether each can be replayed, and whether it is sound. See the README."""
