"""The clock: set by the environment, or refused in words."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest

from overeenkomstgen.cli.afloop import ExitCode, code_of
from overeenkomstgen.errors import InputError
from overeenkomstgen.schijf.klok import now, today


def test_the_environment_sets_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1675252800")
    assert now() == datetime(2023, 2, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue", "Europe/Amsterdam"])
def test_a_clock_that_is_set_gives_one_day_everywhere(
    monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1675252800")
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert today() == date(2023, 2, 1)
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("given", [None, ""])
def test_the_clock_of_the_computer(monkeypatch: pytest.MonkeyPatch, given: str | None) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if given is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    before = datetime.now(UTC).replace(microsecond=0)
    assert before <= now() <= datetime.now(UTC)


@pytest.mark.parametrize("given", ["abc", "1675252800.5", "9" * 15, "9" * 30])
def test_a_setting_that_is_no_moment(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    with pytest.raises(InputError) as caught:
        now()
    assert str(caught.value) == (
        f"SOURCE_DATE_EPOCH: {given} is geen aantal seconden sinds 1970; haal deze "
        "omgevingsvariabele weg of geef haar zo'n getal, zoals 1675252800"
    )
    assert code_of(caught.value) == ExitCode.INPUT
