"""SQLite, on one machine."""
