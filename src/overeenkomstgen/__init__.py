"""Agreements between a network and its members, from a table and Word templates."""
