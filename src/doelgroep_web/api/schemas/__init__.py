"""What goes over the wire: only the edge knows these; the rest of the app works with the library's values."""
