"""Makes the page of a recording, the page of before and after, and the lines of chunks, with credentials covered or not."""
