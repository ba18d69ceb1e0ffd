"""Signing, giving notice and correcting: what comes into the register."""
