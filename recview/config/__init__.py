"""What the user and a project have set: one table of settings, and the files that they are read from.

Nothing here raises: what is wrong in a file is a problem with its place, and the setting counts as not set.
"""
