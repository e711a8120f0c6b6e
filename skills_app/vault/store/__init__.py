"""Sealed documents in the database, and whether the database itself can be asked."""
