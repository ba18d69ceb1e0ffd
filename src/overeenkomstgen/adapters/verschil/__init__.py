"""Two documents side by side: reading them to compare, and the difference as a Word file."""
