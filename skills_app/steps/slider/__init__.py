"""Lines to mark from 0 to 10."""
