"""The figures of CBS, and the table that is held against them."""
