"""recview: a terminal inspector for recorded LLM calls."""

__version__ = "0.1.0"
