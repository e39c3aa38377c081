"""A number of days or of things, as policy and forms bound it."""

from typing import Annotated

import msgspec

Days = Annotated[int, msgspec.Meta(ge=0)]
"""Never below 0."""
AtLeastOne = Annotated[int, msgspec.Meta(ge=1)]
