"""Drafts of the e-mails with which documents are sent.

Gives: verzending.
Uses: werkmap, sjabloon, schijf, kern.
"""
