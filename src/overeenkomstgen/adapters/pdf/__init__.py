"""PDF files: their text, their structure, what is drawn on their pages, and their fitness."""
