"""Examining a template before anything is made with it."""
