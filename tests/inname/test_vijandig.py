"""Files that are meant to harm: each costs itself alone, within limits, and says why."""

from __future__ import annotations

import pytest

from hulp import vijandig
from hulp.inkomend import make_pdf
from hulp.vijandig import LOST, TOLD
from overeenkomstgen.errors import InputError
from overeenkomstgen.inname import binnenkomst
from overeenkomstgen.inname.binnenkomst import take_in
from overeenkomstgen.inname.blad import Bladen, Onherkend

SHORT = 10.0
"""Seconds in which each must be done here; what does not hang takes a tenth of that."""
SLOW = ("nested_patterns", "flate_picture", "pdf_bomb", "loop_of_forms", "many_forms")


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binnenkomst, "SECONDS", SHORT)


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.lang if name in SLOW else ()) for name in vijandig.ALL],
)
def test_what_is_meant_to_harm_costs_itself_alone(name: str) -> None:
    (found,) = take_in(vijandig.ALL[name](), "post")
    if isinstance(found, Onherkend):
        assert (found.reden.what, found.wacht) == (TOLD[name], False)
    else:
        assert name not in TOLD
        assert isinstance(found, Bladen)
        with_or_without_a_picture(found)
    (after,) = take_in(make_pdf(), "goed.pdf")
    assert isinstance(after, Bladen)


def with_or_without_a_picture(found: Bladen) -> None:
    """See that a page is drawn, or that it is said that it cannot be."""
    try:
        assert found.bladen[0].beeld().size == (1653, 2339)
    except InputError as error:
        assert error.faults[0].what == LOST  # noqa: PT017 - either is right


def test_of_a_file_with_a_page_that_takes_too_long_no_other_is_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (found,) = take_in(make_pdf(["een", "twee"]), "post.pdf")
    assert isinstance(found, Bladen)
    monkeypatch.setattr(binnenkomst, "SECONDS", 0.0)
    with pytest.raises(InputError, match=LOST):
        found.bladen[0].beeld()
    monkeypatch.setattr(binnenkomst, "SECONDS", SHORT)
    with pytest.raises(InputError, match=LOST):
        found.bladen[1].beeld()
