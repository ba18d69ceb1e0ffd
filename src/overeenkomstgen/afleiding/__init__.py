"""Deriving a template from an agreement that was filled in by hand."""
