"""Drafts of the e-mails with which documents are sent.

Gives: verzending, verzonden.
Uses: uitgifte, werkmap, sjabloon, schijf, velden, kern.
"""
