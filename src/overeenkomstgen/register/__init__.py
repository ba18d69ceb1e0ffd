"""Signing, giving notice and correcting: what comes into the register.

Gives: correctie, ondertekening, scans, vastlegging.
Uses: uitgifte, werkmap, office, pdf, schijf, kern.
"""
