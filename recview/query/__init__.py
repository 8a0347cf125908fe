"""The query language: what is typed behind `/` and after `--where`, as values; what it means for one recording.

It is GitHub's search syntax. Nothing here touches the disk or a terminal, and nothing that is typed raises.
"""
