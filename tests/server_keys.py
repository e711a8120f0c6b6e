"""The server's keys, read afresh: as after a restart."""

from skills_app.vault.server_keys import keys


def forget_keys() -> None:
    keys.server_keyring.cache_clear()
    keys._names_key.cache_clear()
