"""The difference of two texts: alignment and words, by properties, and what is told of numbers."""

from __future__ import annotations

import random
from textwrap import wrap

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hulp.lengte import count
from overeenkomstgen.cli.vergelijk import lines_of
from overeenkomstgen.vergelijken import woordverschil
from overeenkomstgen.vergelijken.grootheden import changed_quantities
from overeenkomstgen.vergelijken.passage import (
    Passage,
    key_of,
    make_passage,
    places,
    split_number,
    whole_keys,
)
from overeenkomstgen.vergelijken.pdfpassages import mend, passages_of, take_repeated, vocabulary
from overeenkomstgen.vergelijken.vergelijken import compare
from overeenkomstgen.vergelijken.verschil import Stap, Stapsoort, Verschil, Versie
from overeenkomstgen.vergelijken.woordverschil import (
    Woorddeel,
    changed,
    compare_words,
    heaviest_chain,
)

NUMBERS = ("", "1.1", "Artikel 2", "•")
WORDS = ("de", "het", "een", "gemeente", "betaalt", "€", "5", "€5", "januari", "|", "x", "y", "aa")


def passage(text: str, nummer: str = "", kop: int | None = None) -> Passage:
    """Return a passage; a bar between cells does not count."""
    words = tuple(text.split())
    return Passage(nummer, words, tuple("" if word == "|" else word for word in words), kop)


def difference(old: list[Passage], new: list[Passage], *, paragraphs: bool = True) -> Verschil:
    return compare(Versie(tuple(old), {}), Versie(tuple(new), {}, paragraphs))


def told(verschil: Verschil) -> list[tuple[Stapsoort, str]]:
    return [
        (stap.soort, stap.plaats)
        for stap in (*verschil.stappen, *verschil.apart)
        if stap.soort is not Stapsoort.GELIJK
    ]


@st.composite
def two_texts(draw: st.DrawFn) -> tuple[list[Passage], list[Passage]]:
    """Return a text, and the same after some changes: passages and words gone, come, moved."""
    texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
    one = st.builds(passage, texts, st.sampled_from(NUMBERS), st.sampled_from([None, None, 1]))
    old = draw(st.lists(one, max_size=10))
    new = list(old)
    for step in draw(st.lists(st.integers(0, 5), max_size=4)):
        at, to = (draw(st.integers(0, max(len(new) - 1, 0))) for _ in range(2))
        if step == 0 or at + 1 >= len(new):
            new.insert(at, draw(one))
        elif step == 1:
            new.pop(at)
        elif step == 2:
            new.insert(to, new.pop(at))
        elif step == 3:
            words = list(new[at].woorden)
            words[to : to + 1] = draw(st.lists(st.sampled_from(WORDS), max_size=2))
            new[at] = passage(" ".join(words), new[at].nummer, new[at].kop)
        elif step == 4:
            words = list(new[at].woorden)
            new[at : at + 1] = [
                passage(" ".join(words[:to]), new[at].nummer),
                passage(" ".join(words[to:])),
            ]
        else:
            both = (*new[at].woorden, *new[at + 1].woorden)
            new[at : at + 2] = [passage(" ".join(both), new[at].nummer)]
    return old, new


def side(stappen: tuple[Stap, ...], which: int) -> str:
    """Return the old text (0) or the new (1) as the steps have it, without white space."""
    found = []
    for stap in stappen:
        if which == 0 and stap.soort is Stapsoort.VERPLAATST:
            continue  # it stands with what was moved from
        words = [word for deel in stap.delen for word in (deel.oud, deel.nieuw)[which]]
        found += [key_of(stap.nummers[which]), *(word.strip("|•") for word in words)]
    return "".join("".join(found).split())


@settings(max_examples=count(500, 60))
@given(two_texts(), st.booleans())
def test_the_difference_applied_to_the_old_text_is_the_new(
    texts: tuple[list[Passage], list[Passage]],
    paragraphs: bool,  # noqa: FBT001 - as Hypothesis gives it
) -> None:
    old, new = texts
    verschil = difference(old, new, paragraphs=paragraphs)
    whole_old, whole_new = "".join(whole_keys(old)), "".join(whole_keys(new))
    assert verschil.gelijk == (whole_old == whole_new)
    assert side(verschil.stappen, 1) == whole_new
    if not verschil.gelijk:
        assert side(verschil.stappen, 0) == whole_old


@settings(max_examples=count(500, 60))
@given(
    *[st.lists(st.sampled_from(["", "a", "b", "ab", "c", "€", "5", "€5"]), max_size=25)] * 2,
    st.sampled_from([0, 3, woordverschil.MOST_WORK]),
)
def test_the_words_of_both_texts_are_covered(old: list[str], new: list[str], work: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(woordverschil, "MOST_WORK", work)
        regions = compare_words(old, new)
    at = (0, 0)
    for equal, a, b, c, d in regions:
        assert (a, c) == at
        assert equal == ("".join(old[a:b]) == "".join(new[c:d]))
        at = b, d
    assert at == (len(old), len(new))
    assert (changed(regions) == 0) == ("".join(old) == "".join(new))


@given(st.permutations(range(12)), st.lists(st.integers(1, 9), min_size=12, max_size=12))
def test_the_heaviest_chain_is_in_order(order: list[int], weights: list[int]) -> None:
    pairs = list(enumerate(order))
    chain = heaviest_chain(pairs, weights)
    assert chain == sorted(chain)
    assert [new for _, new in chain] == sorted(new for _, new in chain)
    best = [0] * 12  # the slow way
    for at in range(12):
        before = (best[b] for b in range(at) if order[b] < order[at])
        best[at] = weights[at] + max(before, default=0)
    assert sum(weights[at] for at, _ in chain) == max(best)


@pytest.mark.parametrize("sort", ["two words", "many words", "no line the same"])
def test_long_texts_come_to_an_end(sort: str) -> None:
    chance = random.Random(5)  # noqa: S311 - a text to compare, no secret
    many = 2 if sort == "two words" else 9000
    old, new = ([f"w{chance.randrange(many)}" for _ in range(50_000)] for _ in range(2))
    size = 50_000 if sort == "many words" else 40
    verschil = difference(
        [passage(" ".join(old[at : at + size])) for at in range(0, 50_000, size)],
        [passage(" ".join(new[at : at + size])) for at in range(0, 50_000, size)],
    )
    assert not verschil.gelijk


TEXT = [
    passage("Prijs", "Artikel 1", 1),
    passage("De gemeente betaalt per jaar € 15.216,90 exclusief btw.", "1.1"),
    passage("Het bedrag wordt elk jaar in januari betaald.", "1.2"),
    passage("Duur", "Artikel 2", 1),
    passage("De overeenkomst loopt van 1 maart 2023 tot en met 31 december 2027.", "2.1"),
    passage("Geschillen", "Artikel 3", 1),
    passage("Partijen overleggen eerst met elkaar over elk geschil dat er is.", "3.1"),
]


def test_one_changed_word() -> None:
    new = [*TEXT]
    new[2] = passage("Het bedrag wordt elk jaar in februari betaald.", "1.2")
    verschil = difference(TEXT, new)
    assert told(verschil) == [(Stapsoort.GEWIJZIGD, "Artikel 1 Prijs, 1.2")]
    same = ("Het", "bedrag", "wordt", "elk", "jaar", "in")
    assert verschil.stappen[2].delen == (
        Woorddeel(same, same, gelijk=True),
        Woorddeel(("januari",), ("februari",), gelijk=False),
        Woorddeel(("betaald.",), ("betaald.",), gelijk=True),
    )


def test_one_moved_article_is_moved_and_the_rest_renumbered() -> None:
    new = [
        *TEXT[:3],
        passage("Geschillen", "Artikel 2", 1),
        passage(" ".join(TEXT[6].woorden), "2.1"),
        passage("Duur", "Artikel 3", 1),
        passage(" ".join(TEXT[4].woorden), "3.1"),
    ]
    verschil = difference(TEXT, new)
    assert told(verschil) == [
        (Stapsoort.VERPLAATST, "Artikel 2 Geschillen"),
        (Stapsoort.VERPLAATST, "Artikel 2 Geschillen, 2.1"),
        (Stapsoort.HERNUMMERD, "Artikel 3 Duur"),
        (Stapsoort.HERNUMMERD, "Artikel 3 Duur, 3.1"),
        (Stapsoort.VERTROKKEN, "Artikel 3 Geschillen"),
        (Stapsoort.VERTROKKEN, "Artikel 3 Geschillen, 3.1"),
    ]
    assert verschil.aantallen == {Stapsoort.VERPLAATST: 1, Stapsoort.HERNUMMERD: 2}
    assert {stap.verhuizing for stap in verschil.stappen} == {0, 1}


def test_a_paragraph_that_was_moved_and_changed() -> None:
    new = [*TEXT[:2], *TEXT[3:], passage("Het bedrag wordt elk jaar in mei betaald.", "3.2")]
    verschil = difference(TEXT, new)
    assert told(verschil) == [
        (Stapsoort.VERTROKKEN, "Artikel 1 Prijs, 1.2"),
        (Stapsoort.VERPLAATST, "Artikel 3 Geschillen, 3.2"),
    ]
    assert verschil.stappen[-1].was == "Artikel 1 Prijs, 1.2"
    assert not all(deel.gelijk for deel in verschil.stappen[-1].delen)


def test_what_is_new_and_what_is_gone() -> None:
    new = [*TEXT[:2], passage("Iets anders dat er nog helemaal niet stond.", "1.2"), *TEXT[3:6]]
    assert told(difference(TEXT, new)) == [
        (Stapsoort.VERVALLEN, "Artikel 1 Prijs, 1.2"),
        (Stapsoort.NIEUW, "Artikel 1 Prijs, 1.2"),
        (Stapsoort.VERVALLEN, "Artikel 3 Geschillen, 3.1"),
    ]


def test_a_short_passage_that_stands_elsewhere_was_not_moved() -> None:
    old = [passage("en"), passage("een lange alinea van acht woorden of meer")]
    assert told(difference(old, old[::-1])) == [
        (Stapsoort.VERVALLEN, "Begin van de tekst"),
        (Stapsoort.NIEUW, "Begin van de tekst"),
    ]


@pytest.mark.parametrize("paragraphs", [True, False])
def test_paragraphs_that_are_divided_otherwise_are_no_difference(
    paragraphs: bool,  # noqa: FBT001 - as pytest gives it
) -> None:
    whole = passage("een twee drie vier vijf zes zeven acht negen tien", "1.1")
    parts = [passage("een twee drie vier vijf", "1.1"), passage("zes zeven acht negen tien")]
    end = [passage("dit is het slot van oud")], [passage("dit is het slot van nieuw")]
    verschil = difference([whole, *end[0]], [*parts, *end[1]], paragraphs=paragraphs)
    assert told(verschil) == [(Stapsoort.GEWIJZIGD, "Begin van de tekst")]
    assert len(verschil.stappen) == (3 if paragraphs else 2)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("per jaar € 1.216,90.", "per jaar € 1.217,05.", ["bedrag: € 1.216,90 wordt € 1.217,05"]),
        ("de 5 euro", "de 6 euro", ["bedrag: 5 euro wordt 6 euro"]),
        ("op 10 januari 2023;", "op 11 januari 2024;",
         ["datum: 10 januari 2023 wordt 11 januari 2024"]),
        ("op 10-01-2023", "op 11-01-2023", ["datum: 10-01-2023 wordt 11-01-2023"]),
        ("met 15,38 % meer", "met 2 % meer", ["percentage: 15,38 % wordt 2 %"]),
        ("van 41 gemeenten", "van 42 gemeenten", ["getal: 41 wordt 42"]),
        ("in artikel 1.2 bedoeld", "in artikel 1.3 bedoeld",
         ["verwijzing: artikel 1.2 wordt artikel 1.3"]),
        ("aan Grote Kerkhof 1,", "aan Lubeckplein 2,", []),
        ("voor € 5 per jaar", "voor niets per jaar", []),
        ("Platform31 doet dit", "Platform32 doet dit", []),
        ("van € 5 en € 6", "van € 6 en € 5",
         ["bedrag: € 5 wordt € 6", "bedrag: € 6 wordt € 5"]),
        ("geen verschil € 5", "geen verschil € 5", []),
    ],
)  # fmt: skip
def test_amounts_dates_and_numbers_are_told(old: str, new: str, said: list[str]) -> None:
    one, other = old.split(), new.split()
    delen = [
        Woorddeel(tuple(one[a:b]), tuple(other[c:d]), gelijk=equal)
        for equal, a, b, c, d in compare_words(one, other)
    ]
    assert [str(each) for each in changed_quantities(delen)] == said


@pytest.mark.parametrize(
    ("line", "number", "rest"),
    [
        ("Artikel 3 Prijs", "Artikel 3", "Prijs"),
        ("BIJLAGE II: Lijst", "BIJLAGE II:", "Lijst"),
        ("3.1 De gemeente", "3.1", "De gemeente"),
        ("2. de gemeente", "2.", "de gemeente"),
        ("(a) eerste", "(a)", "eerste"),
        ("iv. onderdeel", "iv.", "onderdeel"),
        ("• punt", "•", "punt"),
        ("1.1", "1.1", ""),
        ("€ 5", "", "€ 5"),
        ("2023 was een jaar", "", "2023 was een jaar"),
        ("a.b. Jansen", "", "a.b. Jansen"),
        ("Artikelen gaan mee", "", "Artikelen gaan mee"),
    ],
)
def test_the_number_before_a_paragraph(line: str, number: str, rest: str) -> None:
    assert split_number(line) == (number, rest)


def test_where_a_passage_stands() -> None:
    text = [passage("Titel"), *TEXT[:2], passage("zonder nummer"), passage("punt", "•")]
    assert places(text) == [
        "Begin van de tekst",
        "Artikel 1 Prijs",
        "Artikel 1 Prijs, 1.1",
        "Artikel 1 Prijs",
        "Artikel 1 Prijs",
    ]


def test_a_number_that_changed_with_the_words() -> None:
    new = [passage("Het bedrag wordt elk jaar in mei betaald.", "1.3")]
    verschil = difference([TEXT[2]], new)
    assert [click.unstyle(line) for line in lines_of(verschil)][2:] == [
        "  nummer: 1.2 wordt 1.3",
        "  Het bedrag wordt elk jaar in [-januari-] {+mei+} betaald.",
    ]
    gone = difference([TEXT[2]], [passage(" ".join(TEXT[2].woorden))])
    assert list(lines_of(gone)) == [
        "",
        "Hernummerd, met de leden; de tekst is gelijk",
        "  1.2 wordt (geen nummer)",
    ]


def test_colours_only_show_on_a_terminal() -> None:
    heading, words = list(lines_of(difference([passage("een twee")], [passage("een drie")])))[1:]
    assert heading == click.style("Begin van de tekst", bold=True)
    assert (
        words == f"  een {click.style('[-twee-]', fg='red')} {click.style('{+drie+}', fg='green')}"
    )


def test_a_pdf_without_lines_has_no_passages() -> None:
    assert passages_of("\n \n") == ()


LINE_STARTS = (  # signs and numbers that are none of a list, at the start of a line
    *("V. Everhardt", "A.M.C.G. Schouten", "\N{EN DASH} of zijn opvolger", "- en", "3. en"),
    *("(a) of", "3.1 daarvan", "1.000.000 inwoners", "i. dan", "X. en", "artikel 3 of", "• of"),
    *("Bijlage 2 en", "€ 5 per", "o zo", "ii) en", "N.V. Everhardt", "§ 3 van", "Artikel 3 van"),
    *("☐ ja", "* ster", "→ zie", "Hoofdstuk II van", "1.", "-5 graden", "12) en", "31-12-2027 dan"),
)


@pytest.mark.ongemeten
@pytest.mark.parametrize("start", LINE_STARTS)
def test_what_a_line_of_a_pdf_begins_with_is_no_difference(start: str) -> None:
    """Wherever a page breaks its lines; also beside a word that did change."""
    texts = (
        f"Partijen spreken af dat zij betaalt aan {start} en zijn vervanger, en {start} dan.",
        f"{start} begint hier een alinea die {start} langer is dan een regel van een blad.",
        "Dit is het slot in januari.",
    )
    word = [make_passage("", text, None) for text in texts]
    for change, steps in ((("", ""), 0), (("vervanger", "opvolgster"), 1), (("januari", "mei"), 1)):
        for width in range(24, 90, count(1, 3)):
            lines = (
                " \n".join(wrap(text.replace(*change), width, break_on_hyphens=False))
                for text in texts
            )
            pdf = [*passages_of("\n".join(lines), word, labels=True)]
            for old, new in ((word, pdf), (pdf, word)):
                verschil = difference(old, new, paragraphs=new is word)
                differing = [deel for stap in verschil.stappen for deel in stap.delen]
                assert sum(not deel.gelijk for deel in differing) == steps
                assert verschil.aantallen.total() == steps


@pytest.mark.parametrize("drawn", ["o", "•", "\uf0b7", "§", "Ø", "➢", "\N{EN DASH}"])
@pytest.mark.parametrize("label", ["•", "\uf0a7", "➢", "\N{EN DASH}", "■"])
def test_a_bullet_is_a_bullet_however_a_page_draws_it(label: str, drawn: str) -> None:
    texts = ("De steden;", "Het Rijk;", "o zo")
    word = [make_passage(label, text, None) for text in texts]
    pdf = passages_of("\n".join(f"{drawn} {text}" for text in texts), word, labels=True)
    assert difference(word, [*pdf], paragraphs=False).gelijk
    word[0] = make_passage(label, "De dorpen;", None)
    assert difference(word, [*pdf], paragraphs=False).aantallen.total() == 1


def test_a_box_that_is_ticked_is_no_bullet() -> None:
    old, new = ([make_passage(label, "De steden;", None)] for label in "☐☒")
    assert told(difference(old, new)) == [(Stapsoort.HERNUMMERD, "Begin van de tekst, ☒")]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("de samen\u00ad\nwerking gaat", "de samenwerking gaat"),
        ("in Noord-Hol\u00ad\nland", "in Noord-Holland"),
        ("in Zuid\u00ad\nHolland", "in Zuid-Holland"),
        ("het e\u00ad\nmailadres", "het e-mailadres"),
        ("onbe\u00ad\nkend", "onbekend"),
    ],
)
def test_words_that_were_broken_at_a_line_s_end(text: str, whole: str) -> None:
    words = vocabulary(["Een samenwerking, het (e-mailadres) in Noord-Holland."])
    assert mend(text, words) == whole


def test_figures_that_repeat_at_the_edge_of_pages_are_a_page_number_only_when_they_count() -> None:
    counting = [f"tekst {word}\nblad {number} van 3" for number, word in enumerate("abc", start=1)]
    assert take_repeated(counting) == (["tekst a", "tekst b", "tekst c"], ["blad 1 van 3"])
    powers = ["tekst a\nblad 1²", "tekst b\nblad 2 1", "tekst c\nblad 3¹"]
    assert take_repeated(powers) == (powers, [])
    amounts = [f"tekst {word}\nsom {amount}" for word, amount in (("a", 7), ("b", 5), ("c", 11))]
    assert take_repeated(amounts) == (amounts, [])


def test_a_number_that_touches_its_text_is_a_number() -> None:
    found = passages_of(
        "11.4De eerste regel\n11.5de tweede alinea\n2.5km verder",
        [passage("De eerste regel", "11.4"), passage("de tweede alinea", "11.5")],
        labels=True,
    )
    assert [(each.nummer, " ".join(each.woorden)) for each in found] == [
        ("11.4", "De eerste regel"),
        ("11.5", "de tweede alinea 2.5km verder"),
    ]


def test_many_new_numbers_are_not_all_told() -> None:
    old = [passage(f"alinea {number} van de tekst", f"{number}.1") for number in range(1, 41)]
    new = [passage(" ".join(each.woorden), f"9{each.nummer}") for each in old]
    told = " ".join(" ".join(list(lines_of(difference(old, new)))[2:]).split())
    assert told.split("; ")[0] == "1.1 wordt 91.1"
    assert told.split("; ")[29:] == ["30.1 wordt 930.1", "en nog 10"]


def test_an_initial_at_the_start_of_a_line_is_no_number() -> None:
    """Only what is no name before it makes a Roman number of it."""
    lines = "vertegenwoordigd door haar directeur, de heer\nV. Everhardt, die tekent."
    assert [p.nummer for p in passages_of(lines)] == [""]
    assert [p.nummer for p in passages_of("wat daarin is vastgelegd\nV. Dit lid.")] == ["", "V."]
