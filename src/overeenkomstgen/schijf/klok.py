"""The clock: the only place that asks what time it is."""

import os
from datetime import UTC, date, datetime

from overeenkomstgen.errors import InputError

SETTING = "SOURCE_DATE_EPOCH"
"""The environment variable that sets the clock: seconds since 1970, as reproducible builds do."""


def now() -> datetime:
    """Return the moment, in UTC, in whole seconds; InputError for a clock set to no moment."""
    given = os.environ.get(SETTING)
    if not given:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError) as error:
        what = f"{given} is geen aantal seconden sinds 1970"
        advice = "haal deze omgevingsvariabele weg of geef haar zo'n getal, zoals 1675252800"
        raise InputError.of(SETTING, what, advice) from error


def today() -> date:
    """Return the day, where the computer is; of a clock that was set, the day in UTC.

    The same setting is then the same day on every computer.
    """
    return (now() if os.environ.get(SETTING) else now().astimezone()).date()
