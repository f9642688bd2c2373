"""Segment sets: segments in an order, every customer in just one group."""
