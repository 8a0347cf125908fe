"""Whether an answer is whole: family T."""
