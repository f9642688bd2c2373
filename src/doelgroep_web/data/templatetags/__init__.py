"""The template tags of this slice."""

from __future__ import annotations
