"""A page to write on."""
