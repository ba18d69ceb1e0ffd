"""Drafts of the e-mails with which documents are sent."""
