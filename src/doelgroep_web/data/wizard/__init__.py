"""Bringing in files: upload, meaning of the columns, problems, import."""

from __future__ import annotations
