"""A Word template: its tags, and filling it."""
