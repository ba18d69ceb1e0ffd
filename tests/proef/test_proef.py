"""Proofreading PDFs that LibreOffice made against Word files, the same and changed ones."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from hulp import wordbouw
from hulp.sjabloonbouw import packed
from hulp.wordbouw import KOPTEKST, NAAM, VOETNOOT, VOETTEKST, WORD_FILES, docx, paragraph
from overeenkomstgen.proef.drukproef import Drukproef
from overeenkomstgen.proef.proef import proofread
from overeenkomstgen.proef.vergelijking import differences


@pytest.fixture(scope="session")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    return wordbouw.pdfs(tmp_path_factory)


def check(pdf: Path, body: str, **parts: str) -> tuple[str, ...]:
    """Proofread the agreement with another body or with other parts."""
    edges = {"header1": KOPTEKST, "footer1": VOETTEKST, "footnotes": VOETNOOT, **parts}
    return proofread(docx(body, **edges), pdf, values=[NAAM], pages=(2, 3))


def changed(old: str, new: str, nth: int = 1) -> str:
    """Return the agreement's body with a piece of it replaced, the first or a later one."""
    before, *rest = wordbouw.overeenkomst().split(old)
    return old.join([before, *rest[: nth - 1]]) + new + old.join(rest[nth - 1 :])


FIRST, SECOND = (
    paragraph(f"{which} punt", properties=wordbouw.numbered(2)) for which in ("eerste", "tweede")
)
FOOTER = f"Samenwerkingsovereenkomst {NAAM}"


def differs(text: str, word: str, pdf: str) -> str:
    one, other = text.replace("~", word), text.replace("~", pdf)
    return f'In Word staat "{one}", in de PDF staat "{other}".'


def lacks(after: str, text: str) -> str:
    return f'In de PDF ontbreekt na "{after}" de tekst "{text}".'


def extra(after: str, text: str) -> str:
    return f'In de PDF staat na "{after}" de tekst "{text}" te veel.'


def left(tag: str, around: str) -> str:
    return f'In Word staat nog "{tag}", een rest van het sjabloon: "{around}".'


@pytest.mark.ongemeten
@pytest.mark.parametrize(
    ("name", "values", "pages"),
    [
        ("overeenkomst", (NAAM, "€ 15.216,90", "A.M.C.G. Schouten", "", "G40 en Platform31"), 3),
        ("opmaak", (NAAM, "hoofdletters É", "_" * 25, "Noord-Holland"), 3),
        ("secties", ("Blad\ndrie", "Gewone kop", "blad iii"), 5),
        ("noten", (NAAM, "Ook kort.", "V. Everhardt"), 5),
    ],
)
def test_a_pdf_of_the_word_file_itself_has_no_findings(
    pdfs: Mapping[str, Path], tmp_path: Path, name: str, values: Sequence[str], pages: int
) -> None:
    path = tmp_path / "document.docx"
    path.write_bytes(WORD_FILES[name])
    for word in (path, WORD_FILES[name]):
        assert proofread(word, pdfs[name], values=values, pages=(pages, pages)) == ()


@pytest.mark.ongemeten
@pytest.mark.parametrize(
    ("body", "findings"),
    [
        (
            changed("15.216,90", "15.216,91"),
            [differs("bijdrage is € ~ per jaar, tussen", "15.216,91", "15.216,90")],
        ),
        (
            changed("Onderwerp 3", "Onderwerp 8"),
            [differs("Artikel 3 Onderwerp ~ 3.1 Partijen komen", "8", "3")],
        ),
        (
            changed(paragraph("Onderwerp 2", "Heading1"), ""),
            [
                lacks(
                    "voor A.M.C.G. Schouten.",
                    "1.4 Partijen komen overeen dat de … die over regels loopt 1 2",
                ),
                differs("Artikel 2 Onderwerp ~ 2.1 Partijen komen", "3", "2"),
                extra(
                    "voor A.M.C.G. Schouten.",
                    "Naam Inwoners Bijdrage Deventer 101.446 € … die over regels loopt 1 2",
                ),
                differs("Artikel 3 Onderwerp ~ 3.1 Partijen komen", "4", "3"),
                extra(
                    "voor A.M.C.G. Schouten.",
                    "Artikel 4 Onderwerp 4 4.1 Partijen … blijft van kracht voor A.M.C.G. "
                    "Schouten.",
                ),
            ],
        ),
        (
            changed(SECOND, ""),
            [extra("Schouten. (a) eerste", "punt (b) tweede")],
        ),
        (
            changed(FIRST, "", 1),
            [extra("A.M.C.G. Schouten. (a)", "eerste punt (b)")],
        ),
        (
            changed(FIRST + SECOND, SECOND + FIRST),
            [
                differs(
                    "A.M.C.G. Schouten. (a) ~ punt i. onderdeel",
                    "tweede punt (b) eerste",
                    "eerste punt (b) tweede",
                )
            ],
        ),
        (
            changed("meerjarenbegrotings", "jaarbegrotings", 30),
            [
                differs(
                    "vierjarenplan; de Noord-Hollandse ~ blijft van kracht",
                    "jaarbegrotingsverantwoordelijkheid",
                    "meerjarenbegrotingsverantwoordelijkheid",
                )
            ],
        ),
        (
            changed("A.M.C.G. Schouten", "A.M.C.G. Schoten", 4),
            [differs("kracht voor A.M.C.G. ~ Partijen komen overeen", "Schoten.", "Schouten.")],
        ),
        (
            changed("101.446", "101.447"),
            [differs("Inwoners Bijdrage Deventer ~ € 15.216,90 Een", "101.447", "101.446")],
        ),
        (
            changed("Noord-Hollandse", "NoordHollandse", 2),
            [
                differs(
                    "het vierjarenplan; de ~ meerjarenbegrotingsverantwoordelijkheid blijft van",
                    "NoordHollandse",
                    "Noord-Hollandse",
                )
            ],
        ),
        (
            changed("Samenwerkingsovereenkomst", "Overeenkomst"),
            [differs("~ De gemeente Bergen", "Overeenkomst", "Samenwerkingsovereenkomst")],
        ),
        (
            changed("In een vak, goed", "In een vak, slecht"),
            [
                'In de PDF ontbreekt het tekstvak "In een vak, slecht leesbaar".',
                extra("voor A.M.C.G. Schouten.", "In een vak, goed leesbaar"),
            ],
        ),
        (
            changed("efficiënt", "efficient", 5),
            [differs("betaalt per inwoner, ~ vastgelegd in het", "efficient", "efficiënt")],
        ),
        (
            wordbouw.overeenkomst() + paragraph("Nog een regel, die in de PDF niet staat."),
            [lacks("voor A.M.C.G. Schouten.", "Nog een regel, die in de PDF niet staat.")],
        ),
        (
            wordbouw.overeenkomst().replace("inwoner", "ingezetene"),
            [
                *[
                    differs(
                        "bijdrage betaalt per ~ efficiënt vastgelegd in", "ingezetene,", "inwoner,"
                    )
                ]
                * 5,
                "Er zijn nog 32 andere verschillen.",
            ],
        ),
    ],
)
def test_a_difference_is_told_with_the_words_around_it(
    pdfs: Mapping[str, Path], body: str, findings: list[str]
) -> None:
    assert list(check(pdfs["overeenkomst"], body)) == findings


def test_another_article_number(pdfs: Mapping[str, Path]) -> None:
    numbering = wordbouw.NUMBERING.replace("Artikel %1", "Afspraak %1", 1)
    assert check(pdfs["overeenkomst"], wordbouw.overeenkomst(), numbering=numbering) == (
        differs("Grote Kerkhof 1 ~ 1 Onderwerp 1", "Afspraak", "Artikel"),
        differs("voor A.M.C.G. Schouten. ~ 2 Onderwerp 2", "Afspraak", "Artikel"),
        differs("loopt 1 2 ~ 3 Onderwerp 3", "Afspraak", "Artikel"),
        differs("voor A.M.C.G. Schouten. ~ 4 Onderwerp 4", "Afspraak", "Artikel"),
    )


def test_another_footer(pdfs: Mapping[str, Path]) -> None:
    footer = VOETTEKST.replace("pagina", "blad")
    assert check(pdfs["overeenkomst"], wordbouw.overeenkomst(), footer1=footer) == (
        f'Op bladzijde 1 van de PDF ontbreekt de voettekst "{FOOTER} blad 1 van 3".',
        f'Op bladzijde 2 van de PDF ontbreekt de voettekst "{FOOTER} blad 2 van 3".',
        f'Op bladzijde 3 van de PDF ontbreekt de voettekst "{FOOTER} blad 3 van 3".',
        extra("voor A.M.C.G. Schouten.", f"{FOOTER} pagina 1 van 3"),
        extra("vierjarenplan; de Noord-Hollandse", f"{FOOTER} pagina 2 van 3"),
        extra("voor A.M.C.G. Schouten.", f"{FOOTER} pagina 3 van 3"),
    )


def test_another_header(pdfs: Mapping[str, Path]) -> None:
    header = paragraph("G40")
    assert check(pdfs["overeenkomst"], wordbouw.overeenkomst(), header1=header) == (
        'In de PDF staat aan het begin de tekst "en Platform31" te veel.',
        extra("voor A.M.C.G. Schouten.", "en Platform31"),
        extra("vierjarenplan; de Noord-Hollandse", "en Platform31"),
    )


def test_a_footer_that_is_in_the_pdf_alone(pdfs: Mapping[str, Path]) -> None:
    word = docx(wordbouw.overeenkomst(), header1=KOPTEKST, footnotes=VOETNOOT)
    assert proofread(word, pdfs["overeenkomst"], values=[NAAM], pages=(1, 3)) == (
        extra("voor A.M.C.G. Schouten.", f"{FOOTER} pagina 1 van 3"),
        extra("vierjarenplan; de Noord-Hollandse", f"{FOOTER} pagina 2 van 3"),
        extra("voor A.M.C.G. Schouten.", f"{FOOTER} pagina 3 van 3"),
    )


def test_another_footnote(pdfs: Mapping[str, Path]) -> None:
    notes = wordbouw.footnote(" Zie het convenant, punt 3.")
    assert check(pdfs["overeenkomst"], wordbouw.overeenkomst(), footnotes=notes) == (
        'In de PDF ontbreekt de voetnoot "1 Zie het convenant, punt 3.".',
        extra("voor A.M.C.G. Schouten.", "1 Zie het convenant, punt 2."),
    )


def test_a_word_in_a_row_that_runs_on_to_the_next_page(pdfs: Mapping[str, Path]) -> None:
    body = wordbouw.opmaak()
    at = body.rindex("Ook lang. ")
    word = docx(f"{body[:at]}Niet lang. {body[at + 10 :]}", footer1=VOETTEKST)
    assert proofread(word, pdfs["opmaak"], values=[NAAM], pages=(3, 3)) == (
        extra(
            "de burgemeestersverantwoordelijkheid van",
            "Ook lang. Ook lang. Ook lang. … lang. Ook lang. Ook lang. Ook",
        ),
        lacks("burgemeestersverantwoordelijkheid van Noord-Holland,", "Ook"),
        lacks("lang. Ook lang.", "Ook lang. Ook lang. Ook lang. … Ook lang. Ook lang. Niet lang."),
    )


def test_the_pdf_of_another_document(pdfs: Mapping[str, Path]) -> None:
    found = proofread(WORD_FILES["secties"], pdfs["opmaak"], values=["Blad een"], pages=(5, 5))
    assert found == (
        "De PDF telt 3 bladzijden; dat moet 5 zijn.",
        'Op bladzijde 1 van de PDF ontbreekt de koptekst "Kop van het titelblad".',
        'Op bladzijde 2 van de PDF ontbreekt de koptekst "Kop van een even bladzijde".',
        'Op bladzijde 3 van de PDF ontbreekt de koptekst "Gewone kop".',
        differs(
            "~",
            "Blad een Blad twee Blad drie Blad vier Blad vijf",
            "de burgemeestersverantwoordelijkheid van Noord-Holland, de "
            "burgemeestersverantwoordelijkheid … x }} pagina 3 van 3",
        ),
        'De waarde "Blad een" staat niet in de PDF.',
    )


@pytest.mark.parametrize(
    ("text", "values", "findings"),
    [
        (
            "Zie {{ gemeente.naam }} te {{plaats",
            [],
            [
                left("{{ gemeente.naam }}", "Blad een Zie {{ gemeente.naam }} te {{plaats Blad"),
                left("{{", "gemeente.naam }} te {{ plaats Blad drie"),
            ],
        ),
        (
            "Begin }} {% if x %} {# weg #} einde",
            [],
            [
                left("}}", "Blad een Begin }} {% if x"),
                left("{% if x %}", "een Begin }} {% if x %} {# weg #}"),
                left("{# weg #}", "if x %} {# weg #} einde Blad drie"),
            ],
        ),
        (
            "Ten bedrage van None per jaar of Undefined",
            [],
            [
                left("None", "Ten bedrage van None per jaar of"),
                left("Undefined", "per jaar of Undefined Blad drie Blad"),
            ],
        ),
        ("Nonette en Undefinedness", [], []),
        ("Zoals None Bakker en {{ x\u00a0}} zeggen", ["None  Bakker", "{{ x }}"], []),
        (
            "Zoals None Bakker en None",
            ["None Bakker"],
            [left("None", "None Bakker en None Blad drie Blad")],
        ),
    ],
)
def test_leftovers_of_the_template(
    pdfs: Mapping[str, Path], text: str, values: list[str], findings: list[str]
) -> None:
    body = wordbouw.secties().replace("Blad twee", text)
    found = proofread(docx(body), pdfs["secties"], values=values, pages=(5, 5))
    assert [each for each in found if "rest van het sjabloon" in each] == findings


def test_leftovers_where_no_reader_sees_them(pdfs: Mapping[str, Path]) -> None:
    link = '<Relationship Id="rIdL" TargetMode="External" Type="{}/hyperlink" Target="{}"/>'
    address = link.format(wordbouw.RELATIONS, "mailto:%7b%7b%20a%20%7d%7d")
    field = "<w:r><w:instrText> {% if b %}</w:instrText></w:r>"
    entries = {"word/_rels/document.xml.rels": address}
    settings = '<w:docVars><w:docVar w:val="{{ c }}"/></w:docVars>'
    body = wordbouw.secties().replace("<w:sectPr>", f"{field}<w:sectPr>", 1)
    content = packed(docx(body, settings=settings), relations=entries)
    found = proofread(content, pdfs["secties"], values=["{{ c }}"], pages=(5, 5))
    assert [each.partition(",")[0] for each in found if "rest van het sjabloon" in each] == [
        'In Word staat nog "{% if b %}"',
        'In Word staat nog "{{ a }}"',
    ]


def test_values_that_are_nowhere_in_the_pdf(pdfs: Mapping[str, Path]) -> None:
    values = [NAAM, "Grote Kerkhof 2", "€ 15.216,91", "Grote Kerkhof 2", "GROTE KERKHOF 1"]
    word = WORD_FILES["overeenkomst"]
    assert proofread(word, pdfs["overeenkomst"], values=values, pages=(3, 3)) == (
        'De waarde "Grote Kerkhof 2" staat niet in de PDF.',
        'De waarde "€ 15.216,91" staat niet in de PDF.',
    )


@pytest.mark.parametrize(
    ("pages", "finding"),
    [
        ((1, 2), "De PDF telt 3 bladzijden; dat moet 1 tot en met 2 zijn."),
        ((4, 9), "De PDF telt 3 bladzijden; dat moet 4 tot en met 9 zijn."),
        ((1, 1), "De PDF telt 3 bladzijden; dat moet 1 zijn."),
    ],
)
def test_too_few_or_too_many_pages(
    pdfs: Mapping[str, Path], pages: tuple[int, int], finding: str
) -> None:
    word = WORD_FILES["overeenkomst"]
    assert proofread(word, pdfs["overeenkomst"], values=[NAAM], pages=pages) == (finding,)


def test_a_pdf_that_cannot_be_read(tmp_path: Path) -> None:
    pdf = tmp_path / "deventer.pdf"
    pdf.write_bytes(b"%PDF-1.7 afgebroken")
    assert proofread(WORD_FILES["secties"], pdf, values=[], pages=(1, 3)) == (
        "deventer.pdf: deze PDF is niet te lezen; laat het document opnieuw maken",
    )


def test_a_word_file_that_cannot_be_read(pdfs: Mapping[str, Path]) -> None:
    assert proofread(b"geen Word", pdfs["secties"], values=[], pages=(1, 3)) == (
        (
            "Word-bestand: dit is geen Word-document (.docx), of het is beschadigd; "
            "open het in Word en bewaar het als Word-document (.docx), zonder wachtwoord"
        ),
    )


def test_white_space_and_ways_to_break_lines_are_no_difference() -> None:
    assert list(differences("een meerjarenplan\n€\u00a01", "een  meerjaren\nplan € 1")) == []


def test_five_differences_are_told_and_the_others_counted() -> None:
    same = " gelijk" * 4 + " "
    found = list(differences(same.join("abcdef"), same.join("ABCDEF")))
    assert len(found) == 6
    assert found[4:] == [
        differs("gelijk gelijk gelijk ~ gelijk gelijk gelijk", "e", "E"),
        "Er is nog 1 ander verschil.",
    ]


def test_a_footer_of_nothing_but_signs_that_fill_up_tabs() -> None:
    proof = Drukproef(["tekst\n_______"], "tekst", "_")
    assert not [*proof.take_all(["____"])]
    assert proof.text.strip() == "tekst"
