"""E-mails: drafts with which documents are sent, and what is attached to those that come in.

Gives: bijlagen, verzending, verzendlijst, verzonden.
Uses: uitgifte, werkmap, sjabloon, schijf, velden, kern.
"""
