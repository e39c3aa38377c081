"""PINs: nobody acts without theirs, nobody guesses one, nobody lends one unnoticed (R172)."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest

from branchdesk.actions import opening
from branchdesk.actions.approval import grant
from branchdesk.actions.change import change
from branchdesk.actions.staff import pin as pins
from branchdesk.actions.staff.member import change_role
from branchdesk.actions.staff.sign_in import (
    known_member,
    pin_state,
    prove,
    prove_for_this_act,
    sign_in,
)
from branchdesk.basics.clock import HandClock
from branchdesk.basics.errors import BadInput, Damaged, DeskError, Fault, Refused
from branchdesk.basics.pin import Scrypt
from branchdesk.store.pins import Pins
from tests.actions.pins import MORNING, OTHER, PIN, CountingHash, quick_desk, with_pin
from tests.desks import ROOT, a_desk, an_enquiry
from tests.proof import full

JUMPS = (3_600, -7_200, 86_400, 31_536_000, -31_536_000, 60, -1)


@pytest.fixture
def hasher() -> CountingHash:
    """A hash that counts."""
    return CountingHash()


@pytest.fixture
def clock() -> HandClock:
    """A clock moved by hand."""
    return HandClock(MORNING)


@pytest.fixture
def place(tmp_path: Path, hasher: CountingHash, clock: HandClock) -> Path:
    """A desk on which the supervisors s01 and zhao and the junior li have PINs."""
    place = a_desk(tmp_path, staff=True).path
    with_pin(place, hasher, clock, s01=PIN, zhao=OTHER, li=PIN)
    hasher.asked = 0
    return place


def codes(work: object, *args: object) -> list[str]:
    """The codes of what a call is refused with."""
    with pytest.raises(DeskError) as refused:
        work(*args)  # type: ignore[operator]
    return [f.code for f in refused.value.findings]


def test_wrong_pins_without_end_over_restarts_and_clock_jumps_are_ten_tries(
    place: Path, hasher: CountingHash, clock: HandClock
) -> None:
    """Opened anew again and again, the clock set at will, the computer restarted (R172)."""
    jumps = itertools.cycle(JUMPS)
    for start in range(full(100, 25)):
        with quick_desk(place, "li", hasher, clock) as desk:
            for guess in range(10 * start, 10 * start + 10):
                with pytest.raises(Refused):
                    sign_in(desk, "li", f"{guess:08}")
                clock.jump(next(jumps))
                clock.wait(guess % 900)
        if start % 5 == 0:
            clock.restart()

    assert hasher.asked == 10
    with quick_desk(place, "li", hasher, clock) as desk:
        assert codes(sign_in, desk, "li", PIN) == ["pin.locked"]
    assert hasher.asked == 10


def test_setting_the_clock_gains_no_try_at_all(
    place: Path, hasher: CountingHash, clock: HandClock
) -> None:
    """Forward, back, forward again: three free tries and no fourth (R172)."""
    with quick_desk(place, "li", hasher, clock) as desk:
        for jump in JUMPS * 30:
            with pytest.raises(Refused):
                sign_in(desk, "li", "00000000")
            clock.jump(jump)

    assert hasher.asked == 3


def test_a_try_is_on_the_disk_before_the_hash_is_looked_at(
    place: Path, hasher: CountingHash, clock: HandClock
) -> None:
    """A crash between the two counts the try (R172)."""

    class Crash(BaseException):
        """The power goes."""

    def crashing(pin: str, salt: bytes, how: Scrypt) -> bytes:
        raise Crash

    for tries in (1, 2, 3):
        with quick_desk(place, "li", hasher, clock) as desk:
            desk.pins.hasher = crashing
            with pytest.raises(Crash):
                sign_in(desk, "li", PIN)
        record = Pins(place / "pins.json").find("li")
        assert record is not None and record.tries == tries
    with quick_desk(place, "li", hasher, clock) as desk:
        assert codes(sign_in, desk, "li", PIN) == ["pin.wait"]


def test_a_process_killed_while_it_looks_at_the_hash_has_counted(place: Path) -> None:
    """A real process, gone without a farewell between the two (R172)."""
    code = (
        "import os, sys\nfrom pathlib import Path\nfrom branchdesk.actions import opening\n"
        "from branchdesk.actions.staff.sign_in import sign_in\n"
        "desk = opening.take(Path(sys.argv[1]), 'li')\n"
        "desk.pins.hasher = lambda *_: os._exit(9)\nsign_in(desk, 'li', '85207419')\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}

    ran = subprocess.run([sys.executable, "-c", code, str(place)], env=env, check=False)

    record = Pins(place / "pins.json").find("li")
    assert ran.returncode == 9
    assert record is not None and record.tries == 1


def test_a_try_that_cannot_be_counted_is_not_made(
    place: Path, hasher: CountingHash, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk is no way to guess for free (R172)."""
    with quick_desk(place, "li", hasher, clock) as desk:

        def full(member: str, record: object) -> None:
            raise Fault([])

        monkeypatch.setattr(desk.pins, "put", full)
        with pytest.raises(Fault):
            sign_in(desk, "li", PIN)

    assert hasher.asked == 0


def test_the_waits_grow_and_the_right_pin_ends_them(
    place: Path, hasher: CountingHash, clock: HandClock
) -> None:
    """3 free tries, then 30 s, 1, 2, 5, 15, 60 min; right sets the count to 0 (R172)."""
    with quick_desk(place, "li", hasher, clock) as desk:
        assert codes(sign_in, desk, "li", "0") == ["pin.wrong"]
        assert codes(sign_in, desk, "li", "0") == ["pin.wrong"]
        for wait in (30, 60, 120, 300, 900):
            assert codes(sign_in, desk, "li", "0") == ["pin.wrong-wait"]
            clock.wait(wait - 1)
            assert codes(sign_in, desk, "li", PIN) == ["pin.wait"]
            clock.wait(1)
        assert sign_in(desk, "li", PIN).id == "li"
        assert codes(sign_in, desk, "li", "0") == ["pin.wrong"]


def test_a_clock_set_back_begins_the_wait_again_and_not_more(
    place: Path, hasher: CountingHash, clock: HandClock
) -> None:
    """Never shorter; and a clock that ran ahead for a year bars nobody for a year (R172)."""
    clock.jump(31_536_000)
    with quick_desk(place, "li", hasher, clock) as desk:
        for _ in range(3):
            codes(sign_in, desk, "li", "0")
        clock.jump(-31_536_000)
        clock.wait(29)
        assert codes(sign_in, desk, "li", PIN) == ["pin.wait"]
        clock.wait(29)
        assert codes(sign_in, desk, "li", PIN) == ["pin.wait"]
        clock.wait(1)
        assert sign_in(desk, "li", PIN).id == "li"


def test_an_empty_pin_is_asked_for_and_not_counted(
    place: Path, hasher: CountingHash, clock: HandClock
) -> None:
    """Enter pressed too early costs nothing."""
    with quick_desk(place, "li", hasher, clock) as desk:
        assert {codes(sign_in, desk, "li", " ")[0] for _ in range(20)} == {"pin.needed"}
        assert sign_in(desk, "li", "８５２０７４１９").id == "li", "full-width digits are digits"


def test_supervisors_unlock_each_other_and_the_last_one_waits(
    place: Path, hasher: CountingHash, clock: HandClock
) -> None:
    """Where nobody is left to unlock, the longest wait repeats: no brick, one try an hour."""
    with quick_desk(place, "zhao", hasher, clock) as desk:
        for staff in ("s01", "zhao"):
            for _ in range(10):
                codes(sign_in, desk, staff, "0")
                clock.wait(3600)
        assert [pin_state(desk, known_member(desk, s)) for s in ("s01", "zhao")] == ["set", "set"]
        codes(sign_in, desk, "zhao", "0")
        assert codes(sign_in, desk, "zhao", OTHER) == ["pin.wait"]
        clock.jump(7200)
        assert codes(sign_in, desk, "zhao", OTHER) == ["pin.wait"]
        clock.wait(3600)
        sign_in(desk, "zhao", OTHER)
        assert pin_state(desk, known_member(desk, "s01")) == "locked"
        pins.unlock(desk, "s01")
        sign_in(desk, "s01", PIN)
        assert [(r.verb, r.ref, r.by) for r in desk.book.audit][-1] == ("pin.unlock", "s01", "zhao")


def test_the_only_supervisor_is_never_locked_for_good(
    place: Path, hasher: CountingHash, clock: HandClock
) -> None:
    """One try an hour, however often it was wrong."""
    with quick_desk(place, "s01", hasher, clock) as desk:
        sign_in(desk, "s01", PIN)
        change_role(desk, "zhao", "senior")
        for _ in range(30):
            assert "pin.locked" not in codes(sign_in, desk, "s01", "0")
            clock.wait(3600)
        assert sign_in(desk, "s01", PIN).id == "s01"


def test_nobody_with_a_pin_acts_without_it(
    place: Path, hasher: CountingHash, clock: HandClock
) -> None:
    """Asked where the desk is changed, whatever face it came through (R172)."""
    with quick_desk(place, "li", hasher, clock) as desk:

        def act() -> None:
            with change(desk) as ch:
                ch.record("list.import", "x")

        assert codes(act) == ["pin.needed"]
        sign_in(desk, "li", PIN)
        act()
        sign_in(desk, "wang")
        act()
        desk.member = known_member(desk, "zhao")
        assert codes(act) == ["pin.needed"]
        assert [r.by for r in desk.book.audit][-2:] == ["li", "wang"]


def test_an_issued_pin_opens_nothing_until_its_owner_changed_it(
    place: Path, hasher: CountingHash, clock: HandClock
) -> None:
    """So a supervisor cannot act as another unnoticed; the issue itself is a row (R172)."""
    with quick_desk(place, "s01", hasher, clock) as desk:
        sign_in(desk, "s01", PIN)
        issued = pins.issue(desk, "li")
        assert len(issued) == 6 and issued.isdigit()
        row = desk.book.last_audit()
        assert row is not None and (row.verb, row.ref, row.by) == ("pin.issue", "li", "s01")

        assert codes(sign_in, desk, "li", PIN) == ["pin.wrong"]
        assert codes(sign_in, desk, "li", issued) == ["pin.must-change"]
        desk.member = known_member(desk, "li")
        prove_for_this_act(desk, issued)
        assert codes(lambda: desk.me) == ["pin.must-change"]
        assert pins.change_issued(desk, "li", issued, OTHER).id == desk.me.id == "li"
        assert codes(sign_in, desk, "li", issued) == ["pin.wrong"]
        assert sign_in(desk, "li", OTHER).id == "li"


def test_a_failed_change_leaves_who_sat_there(
    place: Path, hasher: CountingHash, clock: HandClock
) -> None:
    """A mistyped new PIN signs nobody in."""
    with quick_desk(place, "s01", hasher, clock) as desk:
        sign_in(desk, "s01", PIN)
        issued = pins.issue(desk, "li")
        assert codes(pins.change_issued, desk, "li", issued, "1234") == ["pin.bad-length"]
        assert codes(pins.change_issued, desk, "li", "000000", OTHER) == ["pin.wrong"]
        assert desk.me.id == "s01"


def test_a_member_changes_their_pin_only_with_the_old_one(
    place: Path, hasher: CountingHash, clock: HandClock
) -> None:
    """A session left open gives nobody the PIN; guessing it here counts too (R172)."""
    with quick_desk(place, "li", hasher, clock) as desk:
        sign_in(desk, "li", PIN)
        assert codes(pins.set_own, desk, PIN, PIN) == ["pin.as-before"]
        assert codes(pins.set_own, desk, "", OTHER) == ["pin.needed"]
        for _ in range(3):
            codes(pins.set_own, desk, "0", OTHER)
        assert codes(pins.set_own, desk, PIN, OTHER) == ["pin.wait"]
        clock.wait(30)
        pins.set_own(desk, PIN, OTHER)
        assert desk.me.id == "li"
        drawn = pins.draw_own(desk, OTHER)
        assert sign_in(desk, "li", drawn).id == "li", "drawn for oneself, it may stay"


def test_only_supervisors_issue_and_unlock(
    place: Path, hasher: CountingHash, clock: HandClock
) -> None:
    """And never their own: that is another supervisor's (R172)."""
    with quick_desk(place, "li", hasher, clock) as desk:
        sign_in(desk, "li", PIN)
        assert codes(pins.issue, desk, "zhao") == codes(pins.unlock, desk, "zhao")
        assert codes(pins.issue, desk, "zhao") == ["authority.not-yours"]
        sign_in(desk, "s01", PIN)
        assert codes(pins.issue, desk, "s01") == codes(pins.unlock, desk, "s01")
        assert codes(pins.issue, desk, "s01") == ["pin.not-for-yourself"]
        assert codes(pins.unlock, desk, "wang") == ["pin.none"]
        assert codes(pins.issue, desk, "nobody") == ["desk.no-staff"]


def test_a_lost_file_is_no_way_in_without_a_trace(
    place: Path, hasher: CountingHash, clock: HandClock
) -> None:
    """Deleting pins.json opens nothing; a PIN set anew says so in the chain (R172)."""
    (place / "pins.json").unlink()
    with quick_desk(place, "zhao", hasher, clock) as desk:
        assert codes(sign_in, desk, "zhao") == ["pin.lost"]
        with pytest.raises(Damaged):
            desk.must_write()
        pins.set_own(desk, "", PIN)
        row = desk.book.last_audit()
        assert row is not None and (row.verb, row.by) == ("pin.after_loss", "zhao")
        sign_in(desk, "zhao", PIN)
        pins.issue(desk, "li")
        assert pin_state(desk, known_member(desk, "li")) == "issued"


def test_a_read_only_window_counts_too(place: Path, hasher: CountingHash, clock: HandClock) -> None:
    """The count needs neither the desk's lock nor a commit; the other window sees it (R172)."""
    with quick_desk(place, "s01", hasher, clock) as holder:
        looking = opening.open_to_read(place)
        looking.clock, looking.pins.hasher = clock, hasher
        for _ in range(3):
            codes(sign_in, looking, "li", "0")
        assert codes(sign_in, holder, "li", PIN) == ["pin.wait"]
        clock.wait(30)
        assert sign_in(looking, "li", PIN).id == "li"


def test_the_approver_gives_the_pin_at_the_act(
    place: Path, hasher: CountingHash, clock: HandClock
) -> None:
    """An open session is not enough, and one PIN is for one decision (R148, R172)."""
    desk_at = a_desk(place / "other", staff=True)
    desk_at.by("wang").add(an_enquiry())
    desk_at.by("wang").add(an_enquiry(contract_no="XAGR2025000998"))
    for n in (1, 2):
        desk_at.by("wang").ok(
            "case", "classify", f"XA-2026-0000{n}", "--class", "malicious", "--ground", "合同系伪造"
        )
    with_pin(desk_at.path, hasher, clock, zhao=PIN)
    with quick_desk(desk_at.path, "zhao", hasher, clock) as desk:
        sign_in(desk, "zhao", PIN)
        assert codes(grant, desk, "A-1", "属实") == ["pin.needed"]
        prove_for_this_act(desk, PIN)
        assert grant(desk, "A-1", "属实").state == "granted"
        assert codes(grant, desk, "A-2", "属实") == ["pin.needed"]
        sign_in(desk, "s01")
        assert grant(desk, "A-2", "属实").decided_by == "s01", "without a PIN as before"


def test_proving_is_refused_where_there_is_no_pin(
    place: Path, hasher: CountingHash, clock: HandClock
) -> None:
    """An empty PIN never fits, and nothing fits what is not there."""
    with quick_desk(place, "wang", hasher, clock) as desk:
        wang = known_member(desk, "wang")
        with pytest.raises(BadInput):
            prove(desk, wang, "")
        with pytest.raises(Damaged):
            prove(desk, wang, PIN)


def test_what_the_desk_keeps_holds_no_pin(
    place: Path, hasher: CountingHash, clock: HandClock
) -> None:
    """Neither the PIN nor its hash is in the casebook, its audit rows or the holder's note."""
    with quick_desk(place, "s01", hasher, clock) as desk:
        sign_in(desk, "s01", PIN)
        issued = pins.issue(desk, "li")
    stored = (place / "pins.json").read_text("utf-8")
    record = Pins(place / "pins.json").find("li")
    assert record is not None
    for name in ("cases.json", "holder.json"):
        kept = (place / name).read_text("utf-8")
        assert not [secret for secret in (PIN, OTHER, issued) if secret in kept]
        assert record.hash.hex() not in kept and "scrypt" not in kept
    assert issued not in stored and PIN not in stored
