"""Meaning: typed nodes, and how a syntax tree and a catalogue become one."""
