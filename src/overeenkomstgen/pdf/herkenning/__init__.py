"""Recognises the PDFs that LibreOffice writes, so that most of them need no long judgement."""
