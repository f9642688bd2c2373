"""The workspace: files in, tables, definitions, history of changes, migrations."""
