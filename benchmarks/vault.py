"""Measures the private space against its goals: `python -m benchmarks.vault [--entries N]`.

Everything is compared within one run on one machine. It uses a data folder of its own, which
is gone afterwards. With DATABASE_URL set, it runs once more on that PostgreSQL server, in a
database made for the run (`test_…`) and dropped after it.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--entries", type=int, default=10_000)
    asked.add_argument("--rounds", type=int, default=9)
    asked.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.inside:
        return measure_here(given.entries, given.rounds)
    address = os.environ.pop("DATABASE_URL", "")
    worst = 0
    for database in filter(None, ["SQLite", address]):
        with tempfile.TemporaryDirectory(prefix="steady-benchmark-") as folder:
            environment = {**os.environ, "STEADY_DATA": folder, "STEADY_PLAIN_HTTP": "1"}
            environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
            if database == address:
                environment["DATABASE_URL"] = address
            for name in ("STEADY_SERVER_KEYS", "STEADY_NAMES_KEY"):
                environment.pop(name, None)
            command = [sys.executable, "-m", "benchmarks.vault", "--inside"]
            command += ["--entries", str(given.entries), "--rounds", str(given.rounds)]
            worst = max(worst, subprocess.run(command, env=environment, check=False).returncode)
    return worst


def measure_here(entries: int, rounds: int) -> int:
    """Measure in this process; answers 1 when a goal was missed."""
    import django

    django.setup()
    from django.db import connection

    from benchmarks.measuring import say
    from skills_app.vault.server_keys.keys import make_or_check_keys

    make_or_check_keys()
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        from benchmarks import measures
        from benchmarks.setting_up import set_up

        version = connection.Database.sqlite_version if connection.vendor == "sqlite" else ""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SHOW server_version")
                version = cursor.fetchone()[0]
        say(
            f"\n{connection.display_name} {version}, Python {platform.python_version()},"
            f" {os.cpu_count()} cores, {entries:,} entries of 1.5 kB"
        )
        bench = set_up(entries)
        ours = [
            measures.the_newest_twenty(bench, rounds),
            *measures.searching(bench, rounds),
            *measures.bytes_stored(),
            measures.rotating(3, bench),
            measures.deriving(rounds),
            measures.key_recovery(bench, rounds),
        ]
        for line in ours:
            say(str(line))
        diary = measures.beside_a_published_diary(bench, rounds)
        say("\n  Beside a published diary in Go (10,000 entries of 1.5 kB, 2 cores):")
        for line in diary:
            say(str(line))
    finally:
        connection.creation.destroy_test_db("", verbosity=0)
    with_goals = [line for line in [*ours, *diary] if line.goal is not None]
    missed = [line for line in with_goals if not line.is_met]
    say(f"\n  {len(missed)} of {len(with_goals)} goals missed.")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
