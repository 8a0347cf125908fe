"""How values are shown, as pure functions and values: neutral text, wrapping, JSON lines, pages, rows of the list."""
