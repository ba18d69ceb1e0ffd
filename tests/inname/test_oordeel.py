"""What a paper says otherwise, what was filled in on it, and what is wrong with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overeenkomstgen.inname.oordeel import Anders, Gezien, filled, judge, name_fields
from overeenkomstgen.vergelijken.passage import make_passage
from overeenkomstgen.vergelijken.vergelijken import compare
from overeenkomstgen.vergelijken.verschil import Versie

BESLUIT = "op grond van het collegebesluit van ___ (datum), hierna te noemen: de gemeente;"
TE = "Opgemaakt in tweevoud te ___ (plaats) op ___ (datum)."


def versie(*lines: str) -> Versie:
    return Versie(tuple(make_passage("", line, None) for line in lines), {})


@pytest.mark.parametrize(
    ("oud", "nieuw", "expected"),
    [
        (
            BESLUIT,
            BESLUIT.replace("___ (datum)", "10 januari 2023"),
            [("datum", "10 januari 2023")],
        ),
        (BESLUIT, BESLUIT.replace("___", "10-1-2023"), [("datum", "10-1-2023")]),
        (BESLUIT, BESLUIT.replace("___", "__10 januari 2023__"), [("datum", "10 januari 2023")]),
        (BESLUIT, BESLUIT, [("datum", "")]),
        (BESLUIT, BESLUIT.replace("___ (datum)", ""), [("datum", "")]),
        (
            TE,
            "Opgemaakt in tweevoud te Ede op 1 mei 2023.",
            [("plaats", "Ede"), ("datum", "1 mei 2023")],
        ),
        (
            "Naam: ___ Functie: ___",
            "Naam: A. Jansen Functie: wethouder",
            [("", "A. Jansen"), ("", "wethouder")],
        ),
        (
            "de heer/mevrouw ___ (naam)",
            "mevrouw A. B",
            [("de heer/mevrouw", "mevrouw"), ("naam", "A. B")],
        ),
        (BESLUIT, BESLUIT.replace("___ (datum)", "10 mei").replace("de", "geen"), None),
        (
            BESLUIT,
            BESLUIT.replace("___ (datum)", "10 mei, " + "met dien verstande dat niets " * 3),
            None,
        ),
        ("de tekst", "een tekst", None),
        ("", "te veel", None),
    ],
)
def test_what_was_written_on_a_line(
    oud: str, nieuw: str, expected: list[tuple[str, str]] | None
) -> None:
    assert filled(oud, nieuw) == (None if expected is None else tuple(expected))


WORDS = st.lists(
    st.sampled_from(
        ["de", "gemeente", "betaalt", "€", "15.216,90", "niet", "vier", "maanden", "(excl.)"]
    )
)
VALUES = st.text("abcDEF 123.-", min_size=1, max_size=40).map(lambda text: " ".join(text.split()))


@given(before=WORDS, value=VALUES, after=WORDS)
def test_what_stands_around_a_line_must_be_the_same(
    before: list[str], value: str, after: list[str]
) -> None:
    text = [*before, "___", "(datum)", *after]
    found = filled(" ".join(text), " ".join([*before, value, *after]))
    assert found == (("datum", value.strip(" .")),)
    for at in range(len(before)):
        other = [*before[:at], "ANDERS", *before[at + 1 :]]
        assert filled(" ".join(text), " ".join([*other, value, *after])) is None


def test_a_filled_line_is_no_difference_and_an_altered_word_is_one() -> None:
    old = versie("Artikel 1", f"3.1 De termijn is vier maanden, {BESLUIT}", TE)
    new = versie(
        "Artikel 1",
        f"3.1 De termijn is drie maanden, {BESLUIT.replace('___ (datum)', '3 mei 2023')}",
        TE.replace("___ (plaats)", "Ede"),
        "Niets van dit alles geldt.",
    )
    anders, lijnen = judge(compare(old, new))
    assert [(each.oud, each.nieuw) for each in anders] == [
        ("vier", "drie"),
        ("", "Niets van dit alles geldt."),
    ]
    assert lijnen == (("datum", "3 mei 2023"), ("plaats", "Ede"), ("datum", ""))
    assert [str(each).partition(": ")[2] for each in anders] == [
        '"vier" is "drie"',
        '"Niets van dit alles geldt." staat er te veel',
    ]
    assert str(Anders("Slot", "weg", "")) == 'Slot: "weg" ontbreekt'


def test_what_was_moved_or_renumbered_is_told() -> None:
    long = [f"{n}.1 Dit is de bepaling met het woord {n}xyz erin als enige." for n in (1, 2, 3)]
    anders, _ = judge(compare(versie(*long), versie(long[2], *long[:2])))
    assert [each.nieuw for each in anders] == ["staat nu hier"]
    anders, _ = judge(compare(versie("1.1 Tekst hier."), versie("1.2 Tekst hier.")))
    assert [(each.oud, each.nieuw) for each in anders] == [("1.1", "1.2")]


def test_of_two_lines_with_the_same_word_the_first_is_of_the_first_field() -> None:
    opened = ("gemeente.collegebesluit", "ondertekening.plaats", "ondertekening.datum")
    lines = [("datum", ""), ("", "A. Jansen"), ("plaats", "Ede"), ("datum", "1 mei 2023")]
    assert name_fields(lines, opened) == {
        "ondertekening.plaats": "Ede",
        "ondertekening.datum": "1 mei 2023",
    }


@pytest.mark.parametrize(
    ("gezien", "expected"),
    [
        (Gezien(inkt=("bladzijde 2",), nummers=(1, 2), totaal=2), []),
        (Gezien(digitaal=(("geldig.", None),)), []),
        (Gezien(nummers=(None, 2), totaal=3, inkt=("hier",)), []),
        (Gezien(), ["er is geen inkt gezien?"]),
        (Gezien(inkt=("hier",), nummers=(1, 4), totaal=4), ["bladzijde 2 en 3 ontbreken"]),
        (
            Gezien(inkt=("hier",), nummers=(2, 1), totaal=2),
            ["de bladzijden liggen niet op volgorde: 2, 1?"],
        ),
        (
            Gezien("verzonden op 3 mei 2023", "Ede", getekend=False),
            [
                "de code is van Almelo, en de tekst van Ede",
                "dit is een andere versie dan die van nu: verzonden op 3 mei 2023",
                "een Word-bestand is niet getekend",
            ],
        ),
        (
            Gezien(anders=(Anders("3.1", "1", "2"),) * 2, inkt=("x",)),
            [
                "de tekst is anders dan is uitgegeven, op 2 plaatsen",
            ],
        ),
        (
            Gezien(onzeker=('"2027" op bladzijde 1',), inkt=("x",)),
            ['er is over geschreven, gestempeld of gemorst: "2027" op bladzijde 1?'],
        ),
        (
            Gezien(digitaal=(("gewijzigd.", True), ("zelf gemaakt.", False))),
            ["gewijzigd", "zelf gemaakt?"],
        ),
    ],
)
def test_what_is_wrong_with_a_paper(gezien: Gezien, expected: list[str]) -> None:
    """With a question mark behind what is asked; the rest is refused."""
    assert [each.wat + "?" * (not each.stuit) for each in gezien.bezwaren("Almelo")] == expected


def test_ink_counts_where_is_signed() -> None:
    """A stamp on the first page is ink, and no signature on the last."""
    (told,) = Gezien(inkt=("bladzijde 1, naast de tekst",), plek=False).bezwaren("Ede")
    assert told.wat == "er is geen inkt gezien op de bladzijde om te tekenen"
    assert not told.stuit
    assert not [*Gezien(inkt=("bladzijde 2, bij burgemeester",)).bezwaren("Ede")]
