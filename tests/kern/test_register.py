"""The register as values: who stands where, until when, and in which order."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overeenkomstgen.kern.jaardag import Opzegdag, last_day
from overeenkomstgen.kern.namen import sort_key
from overeenkomstgen.kern.register import (
    NIETS,
    Gebeurtenis,
    Inschrijving,
    Stand,
    present_states,
    versie,
)

EERSTE_SEPTEMBER = Opzegdag(1, 9)
EINDE = date(2027, 12, 31)
UNTIMED = settings(deadline=None)  # a busy machine is no fault
EIGEN = [each for each in Gebeurtenis if each is not Gebeurtenis.VERLENGD]
CODES = ("GM0150", "GM0796", "GM0361")

getekend = Inschrijving(
    "GM0150",
    "Deventer",
    Gebeurtenis.ONDERTEKEND,
    date(2023, 1, 10),
    "R.C. König",
    "ondertekend/samenwerkingsovereenkomst-deventer-2023-01-10.pdf",
    "0" * 64,
    nummer=1,
    moment=datetime(2023, 1, 11, 9, tzinfo=UTC),
)
opgezegd = replace(
    getekend, nummer=2, gebeurtenis=Gebeurtenis.OPGEZEGD, datum=date(2025, 8, 15), bestand=""
)


@pytest.mark.parametrize(
    ("dag", "maand", "tekst", "termijn"),
    [
        (1, 9, "1 september", "vier maanden"),
        (1, 10, "1 oktober", "drie maanden"),
        (1, 12, "1 december", "een maand"),
        (1, 1, "1 januari", "twaalf maanden"),
        (15, 9, "15 september", "drie maanden en zeventien dagen"),
        (2, 12, "2 december", "dertig dagen"),
        (31, 12, "31 december", "een dag"),
        (31, 10, "31 oktober", "twee maanden en een dag"),
    ],
)
def test_a_day_of_notice_and_its_term_in_words(
    dag: int, maand: int, tekst: str, termijn: str
) -> None:
    """Both follow from the settings; nobody types them a second time."""
    assert (Opzegdag(dag, maand).tekst, Opzegdag(dag, maand).termijn) == (tekst, termijn)


def correctie(nummer: int, betreft: int, datum: date | None) -> Inschrijving:
    return replace(
        getekend,
        nummer=nummer,
        gebeurtenis=Gebeurtenis.GECORRIGEERD,
        betreft=betreft,
        datum=datum,
        ondertekenaar="Th. de Vries",
        bestand="ondertekend/nieuw.pdf",
        sha256="1" * 64,
        opmerking="verkeerd overgenomen",
    )


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param([], 1, id="nobody"),
        pytest.param([getekend], 2, id="one signed"),
        pytest.param([getekend, opgezegd], 3, id="notice shows with a day"),
        pytest.param([getekend, correctie(2, 1, getekend.datum)], 2, id="a scan, no day"),
        pytest.param([getekend, correctie(2, 1, date(2023, 1, 11))], 3, id="another day"),
        pytest.param([getekend, correctie(2, 1, None)], 3, id="taken back"),
        pytest.param(
            [getekend, correctie(2, 1, None), correctie(3, 1, getekend.datum)],
            3,
            id="what was taken back is not there to correct",
        ),
        pytest.param(
            [getekend, correctie(2, 1, date(2023, 1, 11)), correctie(3, 2, date(2023, 1, 12))],
            4,
            id="a correction of a correction",
        ),
        pytest.param(
            [getekend, correctie(2, 1, None), replace(getekend, nummer=3)], 4, id="signed again"
        ),
        pytest.param(
            [getekend, replace(getekend, nummer=2, cbs_code="", gebeurtenis=Gebeurtenis.VERLENGD)],
            3,
            id="an extension gives all another day",
        ),
        pytest.param(
            [
                getekend,
                replace(getekend, nummer=2, gebeurtenis=Gebeurtenis.MEDEONDERTEKEND),
                correctie(3, 2, date(2023, 3, 1)),
                correctie(4, 3, None),
            ],
            2,
            id="the foundation signed, and did not",
        ),
    ],
)
def test_the_version_of_the_list(entries: list[Inschrijving], expected: int) -> None:
    assert versie(entries) == expected


def test_nothing_recorded_is_no_state() -> None:
    assert present_states([]) == {}
    assert Stand(None, None) == NIETS


def test_a_signature_and_a_notice_stand_side_by_side() -> None:
    states = present_states([getekend, opgezegd])
    assert states == {"GM0150": Stand(getekend, opgezegd)}


def test_a_correction_takes_the_place_of_what_it_is_about() -> None:
    correction = correctie(3, 1, date(2023, 1, 12))
    (stand,) = present_states([getekend, opgezegd, correction]).values()
    assert stand == Stand(
        replace(correction, nummer=1, gebeurtenis=Gebeurtenis.ONDERTEKEND), opgezegd
    )


def test_a_correction_without_a_day_takes_the_event_back() -> None:
    entries = [getekend, opgezegd, correctie(3, 2, None)]
    assert present_states(entries) == {"GM0150": Stand(getekend)}
    assert present_states([*entries, correctie(4, 1, None)]) == {}


def test_a_correction_can_itself_be_corrected() -> None:
    entries = [getekend, correctie(2, 1, date(2023, 1, 12)), correctie(3, 2, date(2023, 1, 13))]
    (stand,) = present_states(entries).values()
    assert stand.ondertekening is not None
    assert (stand.ondertekening.nummer, stand.ondertekening.datum) == (1, date(2023, 1, 13))
    assert present_states([*entries, correctie(4, 3, None)]) == {}


def test_a_correction_of_nothing_changes_nothing() -> None:
    correction = correctie(2, 9, date(2023, 1, 12))
    assert present_states([getekend, correction]) == {"GM0150": Stand(getekend)}
    assert present_states([getekend, replace(correction, betreft=None)]) == {
        "GM0150": Stand(getekend)
    }


def test_what_was_taken_back_can_be_signed_again() -> None:
    again = replace(getekend, nummer=3, datum=date(2023, 2, 1))
    assert present_states([getekend, correctie(2, 1, None), again]) == {"GM0150": Stand(again)}


@dataclass(frozen=True)
class Geval:
    """A register that could have come about, and where that leaves each municipality."""

    entries: list[Inschrijving]
    verwacht: dict[str, dict[Gebeurtenis, date]]


dagen = st.dates(date(2022, 12, 19), EINDE)


@st.composite
def gevallen(draw: st.DrawFn) -> Geval:
    """Let events happen one by one, and keep the state in the simplest way there is."""
    entries: list[Inschrijving] = []
    standing: dict[str, dict[Gebeurtenis, tuple[int, date]]] = {code: {} for code in CODES}
    for nummer in range(1, draw(st.integers(0, 25)) + 1):
        code, gebeurtenis = draw(st.sampled_from(CODES)), draw(st.sampled_from(EIGEN))
        datum: date | None = draw(dagen)
        betreft = None
        if gebeurtenis is Gebeurtenis.GECORRIGEERD:
            if not standing[code]:
                continue  # there is nothing to correct
            kind = draw(st.sampled_from(sorted(standing[code])))
            betreft, _ = standing[code].pop(kind)
            datum = draw(st.none() | dagen)
            if datum:
                standing[code][kind] = (betreft, datum)
        elif gebeurtenis in standing[code]:
            continue  # the command refuses what stands already
        elif datum:
            standing[code][gebeurtenis] = (len(entries) + 1, datum)
        moment = getekend.moment + timedelta(hours=nummer)
        entries.append(
            Inschrijving(
                *(code, code, gebeurtenis, datum),
                betreft=betreft,
                nummer=len(entries) + 1,
                moment=moment,
            )
        )
    verwacht = {
        code: {kind: datum for kind, (_, datum) in kinds.items()}
        for code, kinds in standing.items()
        if kinds
    }
    return Geval(entries, verwacht)


@UNTIMED
@given(gevallen())
def test_the_state_is_what_the_events_add_up_to(geval: Geval) -> None:
    found = {
        code: {entry.gebeurtenis: entry.datum for entry in map(stand.of, Gebeurtenis) if entry}
        for code, stand in present_states(geval.entries).items()
    }
    assert found == geval.verwacht


@UNTIMED
@given(gevallen())
def test_one_municipality_is_no_matter_to_another(geval: Geval) -> None:
    together = present_states(geval.entries)
    for code in CODES:
        alone = present_states(entry for entry in geval.entries if entry.cbs_code == code)
        assert alone.get(code) == together.get(code)


@pytest.mark.parametrize(
    ("opgezegd_op", "laatste"),
    [
        (date(2025, 8, 15), date(2025, 12, 31)),
        (date(2025, 8, 31), date(2025, 12, 31)),
        (date(2025, 9, 1), date(2026, 12, 31)),
        (date(2025, 12, 31), date(2026, 12, 31)),
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2027, 8, 31), date(2027, 12, 31)),
        (date(2027, 9, 1), date(2027, 12, 31)),
    ],
)
def test_the_last_day_follows_from_article_1_3(opgezegd_op: date, laatste: date) -> None:
    assert last_day(opgezegd_op, EERSTE_SEPTEMBER, EINDE) == laatste


opzegdagen = st.dates(date(2023, 1, 1), date(2023, 12, 31)).map(lambda d: Opzegdag(d.day, d.month))


@UNTIMED
@given(dagen, opzegdagen, dagen)
def test_the_last_day_is_the_first_year_end_that_leaves_the_term_of_notice(
    opgezegd_op: date, voor: Opzegdag, einde: date
) -> None:
    year = opgezegd_op.year
    while not opgezegd_op < date(year, voor.maand, voor.dag):
        year += 1
    assert last_day(opgezegd_op, voor, einde) == min(date(year, 12, 31), einde)


@UNTIMED
@given(dagen, dagen, opzegdagen)
def test_who_gives_notice_later_never_ends_earlier(een: date, twee: date, voor: Opzegdag) -> None:
    first, second = sorted([een, twee])
    assert last_day(first, voor, EINDE) <= last_day(second, voor, EINDE) <= EINDE


@UNTIMED
@given(dag=st.integers(), maand=st.integers() | st.integers(1, 12))
def test_the_day_of_notice_is_a_day_of_each_year(dag: int, maand: int) -> None:
    exists = 1 <= maand <= 12 and 1 <= dag <= calendar.monthrange(2023, maand)[1]
    problems = list(Opzegdag(dag, maand).check())
    assert problems == (
        [] if exists else [("dag", f"{dag}-{maand} is geen dag van elk jaar", "verbeter de dag")]
    )


def test_sorting_is_as_dutch_sorts() -> None:
    namen = [
        "Alkmaar", "Alphen aan den Rijn", "Deventer", "Ede", "Emmen", "Enschede", "'s-Gravenhage",
        "Groningen", "Helmond", "Hengelo", "'s-Hertogenbosch", "Hilversum", "Sittard-Geleen",
        "Súdwest-Fryslân", "Zwolle",
    ]  # fmt: skip
    plain = sorted(namen)
    assert plain != namen
    assert sorted(plain, key=sort_key) == namen


@pytest.mark.parametrize("teken", ["'", "\N{RIGHT SINGLE QUOTATION MARK}"])
@UNTIMED
@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1).map(str.capitalize))
def test_an_article_with_an_apostrophe_does_not_count(teken: str, naam: str) -> None:
    assert sort_key(f"{teken}s-{naam}")[0] == sort_key(naam)[0]
    assert sort_key(f"{teken}t {naam}")[0] == sort_key(naam)[0]


@UNTIMED
@given(st.lists(st.text("aAbBéÉ' -", max_size=6), min_size=3, max_size=5, unique=True))
def test_the_order_does_not_hang_on_where_one_begins(namen: list[str]) -> None:
    first = sorted(namen, key=sort_key)
    assert all(sorted(other, key=sort_key) == first for other in permutations(namen))
