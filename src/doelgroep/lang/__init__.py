"""Query text to syntax tree and back. Knows no catalogue, does nothing but think.

`tokens` cuts a text into tokens, `parse` reads them into the nodes of `tree`; `printer`, `layout` and `edit` write trees and changed trees as text;
`complete` tells what can stand at a place in half-written text; `walk` visits nodes.
"""
