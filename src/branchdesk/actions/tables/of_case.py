"""What is on record of one case beside its panes: events, searches, assets."""

from __future__ import annotations

from branchdesk.actions.desk import Desk
from branchdesk.actions.follow.event import event_view, events_of
from branchdesk.actions.masked import masked
from branchdesk.actions.sheet import find_case
from branchdesk.actions.tables.page import Leads, Page, page
from branchdesk.actions.trace.record import lost_days
from branchdesk.basics.wording import Words


def events_page(desk: Desk, words: Words, number: str) -> Page:
    """The customer's events with what is due."""
    rows = []
    for event in events_of(desk, number):
        view = event_view(desk, event)
        state = words(f"event.state-{view['state']}")
        told = [view["id"], words.show(view["label"]), view["on"], state, view["due"]]
        rows.append((Leads(), told))
    heads = ("head.id", "head.what", "head.on", "head.state", "head.due")
    return page("table.events", heads, rows, words)


def searches_page(desk: Desk, words: Words, number: str) -> Page:
    """The steps of the search, and for how many days contact is lost."""
    form = desk.form("search")
    rows = []
    for one in find_case(desk, number)[0].searches:
        view = masked(one, "", full=False)
        channel, result = form.label("channel", one.channel), form.label("result", one.result)
        rows.append((Leads(), [one.id, one.on, channel, result, one.by, view.get("text", "")]))
    heads = ("head.id", "head.on", "head.kind", "head.state", "head.by", "head.what")
    notes = [words("trace.lost", number=number, days=lost_days(desk, number))]
    return page("table.searches", heads, rows, words, notes=notes)


def assets_page(desk: Desk, words: Words, number: str) -> Page:
    """Assets and where they are."""
    form = desk.form("asset")
    rows = []
    for one in find_case(desk, number)[0].assets:
        view = masked(one, "", full=False)
        told = [one.id, one.on, form.label("kind", one.kind), view["name"], view.get("place", "")]
        rows.append((Leads(), told))
    heads = ("head.id", "head.on", "head.kind", "head.what", "table.place")
    return page("table.assets", heads, rows, words)
