"""The builder: a query as groups of rules, and edits of it by its syntax tree. Pure; knows no Django."""
