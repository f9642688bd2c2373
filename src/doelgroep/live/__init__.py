"""Counts while somebody is writing a segment: exact, on the arrays, in a process that stays.

`live` is asked, `ready` is a program with all that it reads, `moment` the data that counts see, `kept` what they share, `stop` breaks one off,
`warming` gets a workspace ready. What it rests on is `engine/vectors.py`.
"""
