"""Short screens of text, one after another."""
