"""What was read of a tree, kept in the user's cache folder, so that the next start need not read it again.

Any doubt means that there is no cache: nothing here raises, and nothing here is ever needed.
"""
