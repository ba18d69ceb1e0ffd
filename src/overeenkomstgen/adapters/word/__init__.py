"""Word files: their parts, their text as a reader sees it, and what they say of themselves."""
