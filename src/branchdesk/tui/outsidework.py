"""What is entrusted to others, searches and assets, from the case on the screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from branchdesk.actions.agency.mandate import (
    DECIDE,
    Proposed,
    out_of_house,
    possible,
    propose,
    recall,
    takers,
)
from branchdesk.actions.agency.report import add_report, review_report, to_judge
from branchdesk.actions.sheet import find_case
from branchdesk.actions.staff.deciders import nobody_else
from branchdesk.actions.trace.record import add_asset, add_search, lost_days, see, unseen
from branchdesk.tui.dialogs.choose import ChooseDialog, Chosen
from branchdesk.tui.dialogs.form import FormDialog
from branchdesk.tui.followwork import FollowWork


class OutsideWork(FollowWork):
    """Mandates, and searches and assets, behind one entry of the menu each."""

    def allows(self, code: str) -> bool:
        """Nothing of an archived case; else what its mandates leave to be done."""
        if code == "trace":
            return not find_case(self.desk, self.number)[2]
        if code != "entrust":
            return super().allows(code)
        return not find_case(self.desk, self.number)[2] and bool(possible(self.desk, self.number))

    def outside_acts(self) -> dict[str, Callable[[], None]]:
        """What can be done now, by its code."""
        acts: dict[str, Callable[[], None]] = {
            "mandate": self._propose,
            "report": self._report,
            "review": self._review_report,
            "recall": self._recall,
        }
        return {code: acts[code] for code in possible(self.desk, self.number)}

    def do_entrust(self) -> None:
        """Propose, take a report in, review it, take the case back."""
        acts = self.outside_acts()
        options = [Chosen(code, self.words(f"mandate.do-{code}")) for code in acts]
        self._choose("mandate.what", options, lambda code: acts[code]())

    def _choose(self, title: str, options: list[Chosen], then: Callable[[str], None]) -> None:
        def chosen(value: str | None) -> None:
            if value:
                then(value)

        self.app.push_screen(ChooseDialog(title, options, number=self.number), chosen)

    def _propose(self) -> None:
        free, there = takers(self.desk, self.number)
        options = [
            Chosen(a.id, f"{a.id}  {self.words.label('agency_kind', a.kind)}  {a.name}")
            for a in free
        ]
        if not options:
            told = [self.words.finding(one) for one in there]
            self.explain(" ".join(told) or self.words("mandate.no-agency"))
            return

        def asked(agency_id: str) -> None:
            def work(values: dict[str, Any]) -> Any:
                return propose(self.desk, self.number, agency_id, values, screen=True)

            def done(made: Proposed | None) -> None:
                if made is not None:
                    one = made.mandate
                    facts = {"until": one.until, "approval": one.approval}
                    self._kept("mandate.asked", made, id=one.id, name=one.name, **facts)

            self._dialog("mandate", work, done, entry=agency_id, act=DECIDE)

        self._choose("mandate.choose", options, asked)

    def _report(self) -> None:
        def work(values: dict[str, Any]) -> Any:
            return add_report(self.desk, self.number, values, screen=True)[1]

        def done(made: Any) -> None:
            if made is not None:
                self._kept("mandate.report-added", made, id=made.id)

        self._dialog("agency_report", work, done)

    def _review_report(self) -> None:
        options = [
            Chosen(
                r.id, self.words("mandate.report-line", id=r.id, on=r.on, name=m.name, by=r.by)
            )
            for m, r in to_judge(self.desk, self.number)
        ]  # fmt: skip

        def asked(report_id: str) -> None:
            def work(values: dict[str, Any]) -> Any:
                return review_report(self.desk, self.number, report_id, values)[1]

            def done(made: Any) -> None:
                if made is not None:
                    code = "mandate.reviewed-broken" if made.breaches else "mandate.reviewed"
                    self._kept(code, made, id=made.id)

            self._dialog("agency_review", work, done, entry=report_id)

        self._choose("mandate.which-report", options, asked)

    def _recall(self) -> None:
        out = out_of_house(self.desk, self.number)

        def asked(mandate_id: str) -> None:
            def work(values: dict[str, Any]) -> Any:
                return recall(self.desk, self.number, str(values.get("ground", "")), mandate_id)

            self._dialog(
                "ground", work, partial(self._kept, "mandate.recalled"), "recall", mandate_id
            )

        if len(out) == 1:
            asked(out[0].id)
        else:
            self._choose("mandate.which-mandate", [Chosen(m.id, m.name) for m in out], asked)

    def do_trace(self) -> None:
        """Record a search or an asset, or note that it was seen."""
        acts = {"search": self._search, "asset": self._asset}
        if unseen(find_case(self.desk, self.number)[0]):
            acts["see"] = self._see
        options = [Chosen(code, self.words(f"trace.do-{code}")) for code in acts]
        self._choose("trace.what", options, lambda code: acts[code]())

    def _search(self) -> None:
        def work(values: dict[str, Any]) -> Any:
            return add_search(self.desk, self.number, values, screen=True).one

        def done(made: Any) -> None:
            if made is not None:
                days = lost_days(self.desk, self.number)
                self._kept("trace.search-added", made, id=made.id, days=days)

        self._dialog("search", work, done)

    def _asset(self) -> None:
        def work(values: dict[str, Any]) -> Any:
            return add_asset(self.desk, self.number, values, screen=True).one

        def done(made: Any) -> None:
            if made is not None:
                self._kept("trace.asset-added", made, id=made.id)

        self._dialog("asset", work, done)

    def _see(self) -> None:
        options = [
            Chosen(
                one.id,
                self.words(
                    "trace.line-search", id=one.id, on=one.on, by=one.by,
                    text=getattr(one, "name", "") or getattr(one, "text", ""),
                ),
            )
            for one in unseen(find_case(self.desk, self.number)[0])
        ]  # fmt: skip

        def chosen(trace_id: str) -> None:
            kept = self.house.attempt(lambda: see(self.desk, self.number, trace_id))
            if kept is not None:
                self._kept("trace.seen", kept, id=trace_id)

        self._choose("trace.which", options, chosen)

    def _dialog(
        self,
        form: str,
        work: Callable[[dict[str, Any]], Any],
        done: Callable[[Any], None],
        title: str = "",
        entry: str = "",
        act: str = "",
    ) -> None:
        alone = map(self.words.finding, nobody_else(self.desk, act) if act else [])
        title, sheet, note = f"dialog.{title or form}", self.desk.form(form), "\n".join(alone)
        dialog = FormDialog(title, sheet, work, note=note, number=self.number, entry=entry)
        self.app.push_screen(dialog, done)
