"""Sealing, keys and spellings: pure functions of bytes and text. No Django, no database."""
