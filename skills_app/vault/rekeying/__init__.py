"""New keys for what is sealed already: a vault's data key, all its keys, the server's."""
