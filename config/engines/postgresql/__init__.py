"""PostgreSQL, at an address."""
