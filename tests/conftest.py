"""What every test stands on: time that can be frozen, examples that are the same every time."""

from __future__ import annotations

import importlib
import pkgutil
from contextlib import suppress

import freezegun
from hypothesis import HealthCheck, settings

import branchdesk
from tests.proof import full

# Textual's timers and pytest's own clock go on while a test freezes the day. A frozen test of a
# screen also needs freeze_time(..., real_asyncio=True), or the Pilot waits for ever.
freezegun.configure(extend_ignore_list=["textual", "rich", "_pytest.timing"])

# A msgspec.Struct that is first defined while time is frozen keeps the fake date type and can
# decode no date afterwards: everything is imported before the first freeze.
for _module in pkgutil.walk_packages(branchdesk.__path__, "branchdesk."):
    if _module.name != "branchdesk.__main__":
        with suppress(Exception):  # a module that cannot be imported fails in its own tests
            importlib.import_module(_module.name)

settings.register_profile(
    "house",
    derandomize=True,
    deadline=None,
    max_examples=full(200, 30),
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")
