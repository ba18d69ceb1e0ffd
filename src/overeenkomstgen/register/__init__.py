"""Signing, giving notice and correcting: what comes into the register.

Gives: ondertekening, scans, vastlegging.
Uses: uitgifte, werkmap, office, schijf, kern.
"""
