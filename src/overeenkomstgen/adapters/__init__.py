"""The outside world, one thing per module."""
