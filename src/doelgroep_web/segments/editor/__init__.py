"""The segment editor: builder and text as two views of one query."""
