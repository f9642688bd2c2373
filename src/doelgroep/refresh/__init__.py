"""Refreshes: all segments evaluated together and recorded, as far as anything can have changed since the last time.

- `run`: a refresh from beginning to end. `values`: what it tells.
- `meaning`: what the segments mean now. `base`: what earlier refreshes said of them. `task`: who has to be looked at again.
- `reach`: whom the passing of time concerns. `ground`: the data at one moment. `everybody`, `few`: evaluating all customers, or some.
- `turnover`: who joined and left between two moments, and why. `preview`: what an edit would do. `estimate`: what a refresh has to do.
- `watch`: refreshing again and again.
"""

from __future__ import annotations
