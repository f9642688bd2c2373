"""The operations, by what they are about. Views are as short as those of the pages, and go to the same functions."""
