"""Drafts of the e-mails with which documents are sent.

Gives: verzending.
Uses: uitgifte, werkmap, sjabloon, schijf, velden, kern.
"""
