"""Public helpers for tests: small data for every engine."""
