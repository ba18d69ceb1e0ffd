"""What the tests share: helpers, builders and real judges."""
