"""Makes the pages of a recording, also of before and after, and the lines of its chunks; credentials covered or not."""
