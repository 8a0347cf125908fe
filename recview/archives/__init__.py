"""Archives read as if they were folders: zip and tar, member by member, within bounds, never extracted."""
