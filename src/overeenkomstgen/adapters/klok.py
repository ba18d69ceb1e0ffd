"""The clock: the only place that asks what time it is."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

SETTING = "SOURCE_DATE_EPOCH"
"""The environment variable that sets the clock: seconds since 1970, as reproducible builds do."""


def now() -> datetime:
    """Return the moment, in UTC, in whole seconds."""
    given = os.environ.get(SETTING)
    moment = datetime.fromtimestamp(int(given), UTC) if given else datetime.now(UTC)
    return moment.replace(microsecond=0)


def today() -> date:
    """Return the day, where the computer is."""
    return now().astimezone().date()
