"""Who is in which segment, now and at every recorded moment.

A refresh writes one file in `memberships/`: for each chunk of 65,536 customers and each segment who joined and who left since the refresh before,
and from time to time all members. The file is complete and on disk before one commit in `state.sqlite3` makes it the present state; so there is
always the old state or the new one.

- `memberships`: the store as its users see it. `writer`: a refresh being written. `values`: what the store tells.
- `file`: the form of a file. `containers`: the compiled functions over its bits. `encoding`: blocks of a file from two states.
- `log`: manifest and log in SQLite. `timeline`: which blocks make a state. `reading`: questions to a state.
- `retention`, `amend`: what goes, after some time or because somebody must be forgotten. `disk`: files that are complete or not there.
"""

from __future__ import annotations
