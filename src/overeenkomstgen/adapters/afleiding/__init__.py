"""Deriving a template: the text of a Word file in pieces, and tags put in their place."""
