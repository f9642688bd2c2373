"""The command line: one file per command. The only place of the library that prints."""
