"""Segments: list, page, editor, sets, templates."""
