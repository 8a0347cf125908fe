"""Making what a recording shows: its page, that of before and after, a line for each chunk, all with a covered form."""
