"""Deriving a template: which text of a filled-in document is which field, by plain rules."""
