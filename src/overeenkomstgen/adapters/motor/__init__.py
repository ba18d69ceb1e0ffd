"""What makes archive PDFs of filled Word files: this machine, or others."""
