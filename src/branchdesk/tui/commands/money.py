"""Promises, payments, plans and relief."""

from __future__ import annotations

from branchdesk.tui.commands.base import Command


class Promise(Command):
    """Record a promise to pay for the case on the screen."""

    code, keys, shown = "promise", ("f4", "ctrl+t"), "F4"


class ReversePromise(Command):
    """Take a wrong promise back."""

    code = "unpromise"


class Payment(Command):
    """Record a payment on the case on the screen."""

    code, keys, shown = "payment", ("f9", "ctrl+b"), "F9"


class ReversePayment(Command):
    """Take a wrong payment back."""

    code = "unpay"


class PlanCommand(Command):
    """Design an instalment plan for the case on the screen."""

    code, keys, shown = "plan", ("f5", "ctrl+n"), "F5"


class Breach(Command):
    """Declare the plan of the case on the screen broken."""

    code = "breach"


class Defer(Command):
    """Defer the payment of the case on the screen."""

    code = "defer"


class Waive(Command):
    """Ask for a waiver of penalty for the case on the screen."""

    code = "waive"


class ReversePenalty(Command):
    """Take back a penalty that the bank caused."""

    code = "unpenalty"
