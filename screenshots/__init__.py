"""Pictures of the real app, taken by `take.py`."""
