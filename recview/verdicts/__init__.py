"""What became of recordings, as values: reviews, comparisons, flags, the journal. `recview.review` makes them."""
