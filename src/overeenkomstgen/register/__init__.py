"""Signing, giving notice and correcting: what comes into the register.

Gives: ondertekening, scans.
Uses: uitgifte, werkmap, office, schijf, kern.
"""
