"""Today's list over 10,000 cases, beside reading the same cases from their file, as ratios."""

from __future__ import annotations

import copy
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))
CASES = 10_000


LEAN = ("letters", "received", "visits", "plans", "decisions", "verification", "searches")


def lean(case: dict[str, Any]) -> dict[str, Any]:
    """A case of about 3 KB: asked, entered, one event."""
    short = {key: value for key, value in case.items() if key not in LEAN}
    short["timeline"] = case["timeline"][:1]
    for key in ("enquiry", "loan"):
        short[key] = {name: value for name, value in case[key].items() if value not in ("", [])}
    short["loan"].pop("terms", None)
    return {key: value for key, value in short.items() if value not in ("", [], {}, None)}


def grown(folder: Path, size: int = CASES, whole: bool = True) -> Path:
    """A demonstration desk whose cases are repeated until there are so many.

    They have their whole histories, 4 to 12 KB each; else they are ``lean``.
    """
    from branchdesk.actions.demo.make import make_demo

    desk = make_demo(folder / "desk", "en", 40)
    file = desk / "cases.json"
    tables = json.loads(file.read_text("utf-8"))
    cases = [one if whole else lean(one) for one in tables["cases"].values()]
    customers = {one["id"]: one for one in tables["customers"].values()}
    accounts = {one["contract_no"]: one for one in tables["accounts"].values()}
    more: dict[str, dict[str, Any]] = {"cases": {}, "customers": {}, "accounts": {}}
    for number in range(size):
        case = copy.deepcopy(cases[number % len(cases)])
        customer = dict(customers[case["customer_id"]], id=f"C{number:05d}")
        account = accounts.get(case["loan"]["contract_no"])
        case |= {"number": f"XA-2026-{number:05d}", "customer_id": customer["id"]}
        case["loan"]["contract_no"] = f"K{number:06d}"
        more["cases"][str(number + 1)] = case
        more["customers"][str(number + 1)] = customer
        if account is not None:
            more["accounts"][str(number + 1)] = dict(account, contract_no=f"K{number:06d}")
    tables |= more | {"approvals": {}}
    # As plain TinyDB writes it: the next one to change it takes it over.
    del tables["_meta"]
    for beside in desk.glob("cases.json.*"):
        beside.unlink()
    file.write_text(json.dumps(tables, ensure_ascii=False), "utf-8")
    return desk


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work took."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def main() -> None:
    """Print the list's time beside the reading's."""
    os.environ["BRANCHDESK_TODAY"] = "2026-11-22"
    from branchdesk.actions import opening
    from branchdesk.actions.find import case_rows
    from branchdesk.actions.today import today

    with tempfile.TemporaryDirectory() as name:
        folder = grown(Path(name))
        reading = seconds(lambda: json.loads((folder / "cases.json").read_text("utf-8")))
        found: list[Any] = []
        opened = seconds(lambda: found.append(opening.open_to_read(folder, "s01")))
        (desk,) = found
        first = seconds(lambda: today(desk))
        again = seconds(lambda: today(desk))
        listed = seconds(lambda: case_rows(desk, "liu"))
    print(f"{CASES} cases, reading their JSON {reading:.2f} s")
    for what, took in (("open the desk", opened), ("today, judged", first),
                       ("today, nothing changed", again), ("search the list", listed)):  # fmt: skip
        print(f"  {what:24}{took:8.3f} s   {took / reading:6.2f} x reading")


if __name__ == "__main__":
    main()
