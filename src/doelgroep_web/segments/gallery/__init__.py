"""The gallery of templates: ready-made segments that fit themselves to the data."""
