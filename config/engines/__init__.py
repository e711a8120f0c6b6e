"""Django's own databases, asked only when they may be asked, and waited for as long as is right.

See `standing` and `patience` in `skills_app/vault/store/`.
"""
