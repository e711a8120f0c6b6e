import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_database_locked_for_ten_seconds_is_waited_for_and_a_longer_lock_keeps_the_words(
    tmp_path: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.journal.busy_site"],
        cwd=ROOT,
        env={
            **os.environ,
            "STEADY_DATA": str(tmp_path),
            "STEADY_PLAIN_HTTP": "1",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["waited"] == 303
    assert 9.5 < told["waited_for"] < 15
    assert told["refused"] == 503
    assert "very busy" in told["refused_page"]
    assert "It took too long." in told["refused_page"]
    assert told["draft"] == [503, {"said": "busy"}]
    assert told["read"] == 200
    assert told["kept"] == 1
    assert told["later"] == 303
