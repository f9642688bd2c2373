"""Ready-made catalogues, as the files that a new workspace starts from."""
