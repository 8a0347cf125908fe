"""From a file's bytes to rows of the list, and to a recording that is ready to be shown. Pure, and total."""
