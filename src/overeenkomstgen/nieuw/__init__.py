"""A next period: a new folder out of an old one."""
