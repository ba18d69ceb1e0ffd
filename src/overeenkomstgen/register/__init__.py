"""Signing, giving notice and correcting: what comes into the register.

Gives: ondertekening, regels, scans, vastlegging.
Uses: uitgifte, werkmap, office, pdf, schijf, kern.
"""
