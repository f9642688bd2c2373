"""Start: where things stand and what is next; and the search field on top of every page."""
