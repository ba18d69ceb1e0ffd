"""Making documents and issuing them: what is made, what stays, what was signed."""
