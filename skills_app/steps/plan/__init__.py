"""A short form to fill in, keep, print or let go of."""
