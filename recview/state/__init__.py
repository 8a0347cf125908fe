"""What the app remembers of its last runs: choices and queries, in a file of the user's alone.

Nothing here raises: a file that is damaged or not the user's counts as none.
"""
