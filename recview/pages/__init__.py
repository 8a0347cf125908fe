"""Makes the page of a recording, that of before and after, and the lines of chunks, credentials covered or not."""
