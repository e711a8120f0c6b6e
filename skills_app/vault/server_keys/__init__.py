"""The server's own keys, and what they alone can show of every vault."""
