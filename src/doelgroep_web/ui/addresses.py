"""Addresses of pages of slices that may not be there."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse


def address_of(name: str, *args: object) -> str:
    """The address of a page by its name; empty when its slice is not there, or when the arguments can't stand in an address."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
