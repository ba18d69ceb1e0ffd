"""The story of each command, one module per group of commands."""
