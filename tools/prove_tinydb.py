"""TinyDB's own test suite, run on the casebook's database (`make proof`; needs a package index).

The suite is fetched from TinyDB's source distribution and not kept. It must pass but for the tests
named below, which ask for another thing than behaviour.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VERSION = "4.9.0"
EXCUSED = {
    "test_json_kwargs": "the exact text of the file",
    "test_table_repr[memory]": "the name of the class",
    "test_table_repr[json]": "the name of the class",
}


def main() -> int:
    """0 where nothing failed that is not excused."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fetch = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:"]
        subprocess.run([*fetch, f"tinydb=={VERSION}", "-d", name], check=True)
        with tarfile.open(folder / f"tinydb-{VERSION}.tar.gz") as packed:
            packed.extractall(folder, filter="data")
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "on_casebook", "-p", "no:cacheprovider",
             "-rf", "--override-ini", "addopts=", "tests"],
            cwd=folder / f"tinydb-{VERSION}", capture_output=True, text=True, check=False,
            env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'tools'}", "PATH": "/usr/bin:/bin"},
        )  # fmt: skip
    failed = set(re.findall(r"^FAILED [^:]+::(\S+)", ran.stdout, re.MULTILINE))
    lines = ran.stdout.strip().splitlines()
    print(lines[-1])
    print("\n".join(f"  {line}" for line in lines if line.startswith("opened")))
    for test in sorted(failed & EXCUSED.keys()):
        print(f"  excused: {test} ({EXCUSED[test]})")
    for test in sorted(failed - EXCUSED.keys()):
        print(f"  FAILED: {test}")
    passed = re.search(r"(\d+) passed", ran.stdout)
    return 0 if passed and not failed - EXCUSED.keys() else 1


if __name__ == "__main__":
    raise SystemExit(main())
