"""Secrets are tried, spaces open and close, and a session is known by its cookie alone."""
