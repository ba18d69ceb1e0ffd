"""Proofreading PDFs that LibreOffice made against Word files, the same and changed ones."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from hulp import wordbouw
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


@pytest.mark.parametrize(
    ("name", "values", "pages"),
    [
        ("overeenkomst", (NAAM, "€ 15.216,90", "A.M.C.G. Schouten", "", "G40 en Platform31"), 3),
        ("opmaak", (NAAM, "hoofdletters É", "_" * 25, "Noord-Holland"), 3),
        ("secties", ("Blad\ndrie", "Gewone kop", "blad iii"), 5),
    ],
)
def test_a_pdf_of_the_word_file_itself_has_no_findings(
    pdfs: Mapping[str, Path], tmp_path: Path, name: str, values: Sequence[str], pages: int
) -> None:
    path = tmp_path / "document.docx"
    path.write_bytes(WORD_FILES[name])
    for word in (path, WORD_FILES[name]):
        assert proofread(word, pdfs[name], values=values, pages=(pages, pages)) == ()


@pytest.mark.parametrize(
    ("body", "findings"),
    [
        (
            changed("15.216,90", "15.216,91"),
            [
                (
                    'In Word staat "bijdrage is € 15.216,91 per jaar, tussen", in de PDF staat '
                    '"bijdrage is € 15.216,90 per jaar, tussen".'
                ),
            ],
        ),
        (
            changed("Onderwerp 3", "Onderwerp 8"),
            [
                (
                    'In Word staat "Artikel 3 Onderwerp 8 3.1 Partijen komen", in de PDF staat '
                    '"Artikel 3 Onderwerp 3 3.1 Partijen komen".'
                ),
            ],
        ),
        (
            changed(paragraph("Onderwerp 2", "Heading1"), ""),
            [
                (
                    'In de PDF ontbreekt na "voor A.M.C.G. Schouten." de tekst "1.4 Partijen '
                    'komen overeen dat de … die over regels loopt 1 2".'
                ),
                (
                    'In Word staat "Artikel 2 Onderwerp 3 2.1 Partijen komen", in de PDF staat '
                    '"Artikel 2 Onderwerp 2 2.1 Partijen komen".'
                ),
                (
                    'In de PDF staat na "voor A.M.C.G. Schouten." de tekst "Naam Inwoners '
                    'Bijdrage Deventer 101.446 € … die over regels loopt 1 2" te veel.'
                ),
                (
                    'In Word staat "Artikel 3 Onderwerp 4 3.1 Partijen komen", in de PDF staat '
                    '"Artikel 3 Onderwerp 3 3.1 Partijen komen".'
                ),
                (
                    'In de PDF staat na "voor A.M.C.G. Schouten." de tekst "Artikel 4 Onderwerp '
                    '4 4.1 Partijen … blijft van kracht voor A.M.C.G. Schouten." te veel.'
                ),
            ],
        ),
        (
            changed(paragraph("tweede punt", properties=wordbouw.numbered(2)), ""),
            [
                'In de PDF staat na "Schouten. (a) eerste" de tekst "punt (b) tweede" te veel.',
            ],
        ),
        (
            changed(paragraph("eerste punt", properties=wordbouw.numbered(2)), "", 1),
            [
                ('In de PDF staat na "A.M.C.G. Schouten. (a)" de tekst "eerste punt (b)" te veel.'),
            ],
        ),
        (
            changed("meerjarenbegrotings", "jaarbegrotings", 30),
            [
                (
                    'In Word staat "vierjarenplan; de Noord-Hollandse '
                    'jaarbegrotingsverantwoordelijkheid blijft van kracht", in de PDF staat '
                    '"vierjarenplan; de Noord-Hollandse '
                    'meerjarenbegrotingsverantwoordelijkheid blijft van kracht".'
                ),
            ],
        ),
        (
            changed("A.M.C.G. Schouten", "A.M.C.G. Schoten", 4),
            [
                (
                    'In Word staat "kracht voor A.M.C.G. Schoten. Partijen komen overeen", in de '
                    'PDF staat "kracht voor A.M.C.G. Schouten. Partijen komen overeen".'
                ),
            ],
        ),
        (
            changed("101.446", "101.447"),
            [
                (
                    'In Word staat "Inwoners Bijdrage Deventer 101.447 € 15.216,90 Een", in de '
                    'PDF staat "Inwoners Bijdrage Deventer 101.446 € 15.216,90 Een".'
                ),
            ],
        ),
        (
            changed("Noord-Hollandse", "NoordHollandse", 2),
            [
                (
                    'In Word staat "het vierjarenplan; de NoordHollandse '
                    'meerjarenbegrotingsverantwoordelijkheid blijft van", in de PDF staat "het '
                    "vierjarenplan; de Noord-Hollandse "
                    'meerjarenbegrotingsverantwoordelijkheid blijft van".'
                ),
            ],
        ),
        (
            changed("Samenwerkingsovereenkomst", "Overeenkomst"),
            [
                (
                    'In Word staat "Overeenkomst De gemeente Bergen", in de PDF staat '
                    '"Samenwerkingsovereenkomst De gemeente Bergen".'
                ),
            ],
        ),
        (
            changed("In een vak, goed", "In een vak, slecht"),
            [
                'In de PDF ontbreekt het tekstvak "In een vak, slecht leesbaar".',
                (
                    'In de PDF staat na "voor A.M.C.G. Schouten." de tekst "In een vak, goed '
                    'leesbaar" te veel.'
                ),
            ],
        ),
        (
            changed("efficiënt", "efficient", 5),
            [
                (
                    'In Word staat "betaalt per inwoner, efficient vastgelegd in het", in de PDF '
                    'staat "betaalt per inwoner, efficiënt vastgelegd in het".'
                ),
            ],
        ),
        (
            wordbouw.overeenkomst() + paragraph("Nog een regel, die in de PDF niet staat."),
            [
                (
                    'In de PDF ontbreekt na "voor A.M.C.G. Schouten." de tekst "Nog een regel, '
                    'die in de PDF niet staat.".'
                ),
            ],
        ),
        (
            wordbouw.overeenkomst().replace("inwoner", "ingezetene"),
            [
                (
                    'In Word staat "bijdrage betaalt per ingezetene, efficiënt vastgelegd in", '
                    'in de PDF staat "bijdrage betaalt per inwoner, efficiënt vastgelegd in".'
                ),
                (
                    'In Word staat "bijdrage betaalt per ingezetene, efficiënt vastgelegd in", '
                    'in de PDF staat "bijdrage betaalt per inwoner, efficiënt vastgelegd in".'
                ),
                (
                    'In Word staat "bijdrage betaalt per ingezetene, efficiënt vastgelegd in", '
                    'in de PDF staat "bijdrage betaalt per inwoner, efficiënt vastgelegd in".'
                ),
                (
                    'In Word staat "bijdrage betaalt per ingezetene, efficiënt vastgelegd in", '
                    'in de PDF staat "bijdrage betaalt per inwoner, efficiënt vastgelegd in".'
                ),
                (
                    'In Word staat "bijdrage betaalt per ingezetene, efficiënt vastgelegd in", '
                    'in de PDF staat "bijdrage betaalt per inwoner, efficiënt vastgelegd in".'
                ),
                "Er zijn nog 32 andere verschillen.",
            ],
        ),
    ],
)
def test_a_difference_is_told_with_the_words_around_it(
    pdfs: Mapping[str, Path], body: str, findings: list[str]
) -> None:
    assert list(check(pdfs["overeenkomst"], body)) == findings


def test_two_paragraphs_that_changed_places(pdfs: Mapping[str, Path]) -> None:
    first = paragraph("eerste punt", properties=wordbouw.numbered(2))
    second = paragraph("tweede punt", properties=wordbouw.numbered(2))
    assert check(pdfs["overeenkomst"], changed(first + second, second + first)) == (
        (
            'In Word staat "A.M.C.G. Schouten. (a) tweede punt (b) eerste punt i. '
            'onderdeel", in de PDF staat "A.M.C.G. Schouten. (a) eerste punt (b) tweede '
            'punt i. onderdeel".'
        ),
    )


def test_another_article_number(pdfs: Mapping[str, Path]) -> None:
    numbering = wordbouw.NUMBERING.replace("Artikel %1", "Afspraak %1", 1)
    assert check(pdfs["overeenkomst"], wordbouw.overeenkomst(), numbering=numbering) == (
        (
            'In Word staat "Grote Kerkhof 1 Afspraak 1 Onderwerp 1", in de PDF staat '
            '"Grote Kerkhof 1 Artikel 1 Onderwerp 1".'
        ),
        (
            'In Word staat "voor A.M.C.G. Schouten. Afspraak 2 Onderwerp 2", in de PDF '
            'staat "voor A.M.C.G. Schouten. Artikel 2 Onderwerp 2".'
        ),
        (
            'In Word staat "loopt 1 2 Afspraak 3 Onderwerp 3", in de PDF staat "loopt 1 '
            '2 Artikel 3 Onderwerp 3".'
        ),
        (
            'In Word staat "voor A.M.C.G. Schouten. Afspraak 4 Onderwerp 4", in de PDF '
            'staat "voor A.M.C.G. Schouten. Artikel 4 Onderwerp 4".'
        ),
    )


def test_another_footer(pdfs: Mapping[str, Path]) -> None:
    footer = VOETTEKST.replace("pagina", "blad")
    assert check(pdfs["overeenkomst"], wordbouw.overeenkomst(), footer1=footer) == (
        (
            'Op bladzijde 1 van de PDF ontbreekt de voettekst "Samenwerkingsovereenkomst '
            'Bergen & Terblijt <b> {{ x }} blad 1 van 3".'
        ),
        (
            'Op bladzijde 2 van de PDF ontbreekt de voettekst "Samenwerkingsovereenkomst '
            'Bergen & Terblijt <b> {{ x }} blad 2 van 3".'
        ),
        (
            'Op bladzijde 3 van de PDF ontbreekt de voettekst "Samenwerkingsovereenkomst '
            'Bergen & Terblijt <b> {{ x }} blad 3 van 3".'
        ),
        (
            'In de PDF staat na "voor A.M.C.G. Schouten." de tekst '
            '"Samenwerkingsovereenkomst Bergen & Terblijt <b> {{ x }} pagina 1 van 3" te '
            "veel."
        ),
        (
            'In de PDF staat na "vierjarenplan; de Noord-Hollandse" de tekst '
            '"Samenwerkingsovereenkomst Bergen & Terblijt <b> {{ x }} pagina 2 van 3" te '
            "veel."
        ),
        (
            'In de PDF staat na "voor A.M.C.G. Schouten." de tekst '
            '"Samenwerkingsovereenkomst Bergen & Terblijt <b> {{ x }} pagina 3 van 3" te '
            "veel."
        ),
    )


def test_another_header(pdfs: Mapping[str, Path]) -> None:
    header = paragraph("G40")
    assert check(pdfs["overeenkomst"], wordbouw.overeenkomst(), header1=header) == (
        'In de PDF staat aan het begin de tekst "en Platform31" te veel.',
        ('In de PDF staat na "voor A.M.C.G. Schouten." de tekst "en Platform31" te veel.'),
        (
            'In de PDF staat na "vierjarenplan; de Noord-Hollandse" de tekst "en '
            'Platform31" te veel.'
        ),
    )


def test_a_footer_that_is_in_the_pdf_alone(pdfs: Mapping[str, Path]) -> None:
    word = docx(wordbouw.overeenkomst(), header1=KOPTEKST, footnotes=VOETNOOT)
    assert proofread(word, pdfs["overeenkomst"], values=[NAAM], pages=(1, 3)) == (
        (
            'In de PDF staat na "voor A.M.C.G. Schouten." de tekst '
            '"Samenwerkingsovereenkomst Bergen & Terblijt <b> {{ x }} pagina 1 van 3" te '
            "veel."
        ),
        (
            'In de PDF staat na "vierjarenplan; de Noord-Hollandse" de tekst '
            '"Samenwerkingsovereenkomst Bergen & Terblijt <b> {{ x }} pagina 2 van 3" te '
            "veel."
        ),
        (
            'In de PDF staat na "voor A.M.C.G. Schouten." de tekst '
            '"Samenwerkingsovereenkomst Bergen & Terblijt <b> {{ x }} pagina 3 van 3" te '
            "veel."
        ),
    )


def test_another_footnote(pdfs: Mapping[str, Path]) -> None:
    notes = wordbouw.footnote(" Zie het convenant, punt 3.")
    assert check(pdfs["overeenkomst"], wordbouw.overeenkomst(), footnotes=notes) == (
        'In de PDF ontbreekt de voetnoot "1 Zie het convenant, punt 3.".',
        (
            'In de PDF staat na "voor A.M.C.G. Schouten." de tekst "1 Zie het convenant, '
            'punt 2." te veel.'
        ),
    )


def test_a_word_in_a_row_that_runs_on_to_the_next_page(pdfs: Mapping[str, Path]) -> None:
    body = wordbouw.opmaak()
    at = body.rindex("Ook lang. ")
    word = docx(f"{body[:at]}Niet lang. {body[at + 10 :]}", footer1=VOETTEKST)
    assert proofread(word, pdfs["opmaak"], values=[NAAM], pages=(3, 3)) == (
        (
            'In de PDF staat na "de burgemeestersverantwoordelijkheid van" de tekst "Ook '
            'lang. Ook lang. Ook lang. … lang. Ook lang. Ook lang. Ook" te veel.'
        ),
        (
            'In de PDF ontbreekt na "burgemeestersverantwoordelijkheid van '
            'Noord-Holland," de tekst "Ook".'
        ),
        (
            'In de PDF ontbreekt na "lang. Ook lang." de tekst "Ook lang. Ook lang. Ook '
            'lang. … Ook lang. Ook lang. Niet lang.".'
        ),
    )


def test_the_pdf_of_another_document(pdfs: Mapping[str, Path]) -> None:
    found = proofread(WORD_FILES["secties"], pdfs["opmaak"], values=["Blad een"], pages=(5, 5))
    assert found == (
        "De PDF telt 3 bladzijden; dat moet 5 zijn.",
        'Op bladzijde 1 van de PDF ontbreekt de koptekst "Kop van het titelblad".',
        'Op bladzijde 2 van de PDF ontbreekt de koptekst "Kop van een even bladzijde".',
        'Op bladzijde 3 van de PDF ontbreekt de koptekst "Gewone kop".',
        (
            'In Word staat "Blad een Blad twee Blad drie Blad vier Blad vijf", in de PDF '
            'staat "de burgemeestersverantwoordelijkheid van Noord-Holland, de '
            'burgemeestersverantwoordelijkheid … x }} pagina 3 van 3".'
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
                (
                    'In Word staat nog "{{ gemeente.naam }}", een rest van het sjabloon: "Blad '
                    'een Zie {{ gemeente.naam }} te {{plaats Blad".'
                ),
                (
                    'In Word staat nog "{{", een rest van het sjabloon: "gemeente.naam }} te {{ '
                    'plaats Blad drie".'
                ),
            ],
        ),
        (
            "Begin }} {% if x %} {# weg #} einde",
            [],
            [
                ('In Word staat nog "}}", een rest van het sjabloon: "Blad een Begin }} {% if x".'),
                (
                    'In Word staat nog "{% if x %}", een rest van het sjabloon: "een Begin }} {% '
                    'if x %} {# weg #}".'
                ),
                (
                    'In Word staat nog "{# weg #}", een rest van het sjabloon: "if x %} {# weg '
                    '#} einde Blad drie".'
                ),
            ],
        ),
        (
            "Ten bedrage van None per jaar of Undefined",
            [],
            [
                (
                    'In Word staat nog "None", een rest van het sjabloon: "Ten bedrage van None '
                    'per jaar of".'
                ),
                (
                    'In Word staat nog "Undefined", een rest van het sjabloon: "per jaar of '
                    'Undefined Blad drie Blad".'
                ),
            ],
        ),
        ("Nonette en Undefinedness", [], []),
        ("Zoals None Bakker en {{ x\u00a0}} zeggen", ["None  Bakker", "{{ x }}"], []),
        (
            "Zoals None Bakker en None",
            ["None Bakker"],
            [
                (
                    'In Word staat nog "None", een rest van het sjabloon: "None Bakker en None '
                    'Blad drie Blad".'
                ),
            ],
        ),
    ],
)
def test_leftovers_of_the_template(
    pdfs: Mapping[str, Path], text: str, values: list[str], findings: list[str]
) -> None:
    body = wordbouw.secties().replace("Blad twee", text)
    found = proofread(docx(body), pdfs["secties"], values=values, pages=(5, 5))
    assert [each for each in found if "rest van het sjabloon" in each] == findings


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
        (
            'In Word staat "gelijk gelijk gelijk e gelijk gelijk gelijk", '
            'in de PDF staat "gelijk gelijk gelijk E gelijk gelijk gelijk".'
        ),
        "Er is nog 1 ander verschil.",
    ]


def test_a_footer_of_nothing_but_signs_that_fill_up_tabs() -> None:
    proof = Drukproef(["tekst\n_______"], "tekst", "_")
    assert proof.take("____")
    assert proof.text.strip() == "tekst"
