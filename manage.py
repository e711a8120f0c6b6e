#!/usr/bin/env python
import os
import sys


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(arguments)
    except ImproperlyConfigured as error:  # it says what to put right; a trace would hide that
        sys.exit(str(error))
    except Exception as error:
        # A database that is full, read-only, damaged or gone: the same, for every command.
        from skills_app.vault.database import remedy_for

        remedy = remedy_for(error)
        if remedy is None:
            raise
        sys.exit(remedy)


if __name__ == "__main__":
    main(sys.argv)
