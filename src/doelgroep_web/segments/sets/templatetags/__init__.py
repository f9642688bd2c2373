"""The tags of segment sets."""
