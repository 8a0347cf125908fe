"""Reading and watching what was opened, in threads, without the screen: what happens is handed on as frozen values."""
