"""What is wrong with the data, and what is late."""

from __future__ import annotations
