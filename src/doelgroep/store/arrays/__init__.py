"""The customers and the sorted rows once more as plain arrays, in the order of customers: what the one-pass engine reads.

They are made of `customers.duckdb` when they are first asked for, column by column, and can be deleted at any time.
"""
