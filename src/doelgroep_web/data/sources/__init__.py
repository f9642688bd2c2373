"""Where the data came from, one import, and taking it back."""

from __future__ import annotations
