"""The command line: arguments in, an exit code out. Imports neither the toolkit nor a parser before it must."""
