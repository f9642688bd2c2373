"""Decisions: meaning (`doelgroep.model`) into what an engine can do, at one moment.

`plan.plan` applies the passes, each in a file of its own; `needs` says which columns a planned test reads.
"""
