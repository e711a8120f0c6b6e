"""Prompts at the reader's own pace, a line at a time."""
