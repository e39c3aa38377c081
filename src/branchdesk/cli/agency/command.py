"""The group of commands about agencies, law firms and mandates."""

from __future__ import annotations

from branchdesk.cli.agency import mandate
from branchdesk.cli.agency.register import agency_command

for one in mandate.COMMANDS:
    agency_command.add_command(one)

__all__ = ["agency_command"]
