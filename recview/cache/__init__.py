"""What was read of a tree, kept in the user's cache folder, so that the next start need not read it again.

Nothing here raises: a cache that is damaged, foreign or outdated counts as none, and all is read again.
"""
