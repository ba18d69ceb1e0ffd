"""What the documents are about: values and rules, without files, clock or processes."""
