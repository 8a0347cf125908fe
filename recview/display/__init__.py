"""How values are shown, as pure functions: neutral text, wrapping, JSON lines, pages. No terminal here."""
