"""Word files: read, cleaned and packed again. Knows nothing of municipalities or of PDF."""
