"""A question with options to pick from; each may answer, or lead somewhere."""
