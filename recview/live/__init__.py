"""The reader: reads, watches and compares what was opened, in its own process or in threads, without the screen."""
