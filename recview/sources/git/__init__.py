"""Recordings straight from git: of a commit, of what is staged, of the working tree. Nothing of a repository is run."""
