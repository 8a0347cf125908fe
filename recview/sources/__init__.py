"""The folders that recordings are kept in: the only modules that read files. They never write one.

Everything on disk may be odd: pipes, loops of links, folders without permission, files cut off, files of 100 MB.
Each becomes an entry with its problem.
"""
