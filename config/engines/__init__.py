"""Django's own databases, asked only when they may be asked, and waited for as long as is right.

See `skills_app/vault/standing.py` and `skills_app/vault/patience.py`.
"""
