"""Archive PDFs, from a Word file through LibreOffice, judged by us and by veraPDF."""

from __future__ import annotations

import io
import os
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Dictionary, Name, Pdf

from hulp.omzetten import to_pdf
from hulp.verapdf import Flavour, broken_rules
from overeenkomstgen.errors import ToolError
from overeenkomstgen.office.installatie import Installatie, find_libreoffice
from overeenkomstgen.pdf.archief import archive
from overeenkomstgen.pdf.metagegevens import PDFUA_SCHEMA
from overeenkomstgen.pdf.oordeel import judge
from overeenkomstgen.word.bestand import Woordgegevens

GEGEVENS = Woordgegevens(
    title="Samenwerkingsovereenkomst Bergen & Terblijt <b> {{ x }}",
    author="Stichting Platform31 en gemeente Bergen & Terblijt",
    subject="Convenant 'Samenwerken' 2023 t/m 2027",
)
SOFFICE_25 = (
    Path(__file__).parents[2] / ".gereedschap/libreoffice-25/usr/lib/libreoffice/program/soffice"
)
RED_DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def element(text: str) -> Any:  # noqa: ANN401 - of any kind
    """Return an element of a Word file, of which the first tag gets the namespaces."""
    return parse_xml(re.sub(r"(?<=\w)(?=[ />])", f" {nsdecls('w', 'r')}", text, count=1))


def write_word(path: Path) -> None:
    """Write a Word file with all that an archive PDF can trip over."""
    word = Document()
    numbering = word.part.numbering_part.element
    numbering.insert(
        0,
        element(
            '<w:abstractNum w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="decimal"/><w:pStyle w:val="Heading2"/>'
            '<w:lvlText w:val="Artikel %1"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(element('<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    heading: Any = word.styles["Heading 2"].element.get_or_add_pPr()
    heading.append(element('<w:numPr><w:numId w:val="90"/></w:numPr>'))
    normal: Any = word.styles["Normal"]
    normal.element.get_or_add_rPr().append(element('<w:lang w:val="nl-NL"/>'))
    normal.font.name = "Carlito"
    word.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    word.add_heading("Samenwerkingsovereenkomst", 1)
    word.add_heading("Duur", 2)
    bordered = word.add_paragraph("De overeenkomst begint op 1 maart 2023.")
    bordered.paragraph_format.element.get_or_add_pPr().append(
        element('<w:pBdr><w:bottom w:val="single" w:sz="6" w:color="1F3864"/></w:pBdr>')
    )
    word.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    word.add_heading("Prijs", 2)
    table: Any = word.add_table(2, 2)
    for row, texts in zip(
        table.rows, (("Gemeente", "Bijdrage"), ("Deventer", "€ 15.216,90")), strict=True
    ):
        row.cells[0].text, row.cells[1].text = texts
    table.rows[0]._tr.get_or_add_trPr().append(element("<w:tblHeader/>"))  # noqa: SLF001 - python-docx has no word for it
    picture: Any = word.add_paragraph().add_run().add_picture(io.BytesIO(RED_DOT))
    picture._inline.docPr.set("descr", "Logo van Platform31")  # noqa: SLF001 - the same
    english: Any = word.add_paragraph().add_run("This paragraph is in English.")
    english.element.get_or_add_rPr().append(element('<w:lang w:val="en-GB"/>'))
    target = word.part.relate_to(
        "https://www.platform31.nl/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True
    )
    word.add_paragraph("Zie ").paragraph_format.element.append(
        element(
            f'<w:hyperlink r:id="{target}"><w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>'
            "<w:t>platform31.nl</w:t></w:r></w:hyperlink>"
        )
    )
    word.save(str(path))


def convert(words: list[Path], folder: Path, office: Installatie | None = None) -> Path:
    """Make PDFs of Word files with one LibreOffice; return the last."""
    made = to_pdf(words, folder, office=office or find_libreoffice(), workers=1)
    pdfs = {omzetting.source: omzetting.pdf for omzetting in made}
    pdf = pdfs[words[-1]]
    assert pdf is not None
    return pdf


@pytest.fixture(scope="session")
def word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("word") / "bergen.docx"
    write_word(path)
    return path


@pytest.fixture(scope="session")
def bare(word: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the PDF as LibreOffice makes it."""
    return convert([word], tmp_path_factory.mktemp("kaal"))


@pytest.fixture(scope="session")
def fit(bare: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the PDF made fit for the archive."""
    path = tmp_path_factory.mktemp("archief") / "heel.pdf"
    shutil.copy(bare, path)
    archive(path, *GEGEVENS)
    return path


def change_metadata(old: str, new: str) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes().decode()
        assert old in packet
        pdf.Root.Metadata.write(packet.replace(old, new).encode())

    return change


def elements(pdf: Pdf, role: Name) -> list[Any]:
    """Return the elements and objects of a role, of which there is at least one."""
    every: list[Any] = [item for item in pdf.objects if isinstance(item, Dictionary)]
    found = [item for item in every if role in (item.get("/S"), item.get("/Type"))]
    assert found
    return found


def rename(role: Name, new: Name) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        for each in elements(pdf, role):
            each.S = new

    return change


def without(role: Name, key: Name) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        for each in elements(pdf, role):
            del each[key]

    return change


class Damage(NamedTuple):
    """What is spoilt, what we say of it, and the rules that veraPDF finds broken."""

    spoil: Callable[[Pdf], None]
    findings: str
    vera_2a: str = ""
    vera_ua1: str = ""


STRANGE = (
    "Niet geschikt voor het archief: iets ongewoons; zet er in het sjabloon gewone tekst of een "
    "afbeelding voor in de plaats."
)
DAMAGES: Mapping[str, Damage] = {
    "zonder-gegevens": Damage(
        without(Name.Catalog, Name.Metadata),
        "De PDF heeft geen leesbare gegevens over zichzelf.",
        vera_2a="6.6.2.1-1",
        vera_ua1="7.1-8",
    ),
    "zonder-titel": Damage(
        change_metadata("Samenwerkingsovereenkomst Bergen &amp; Terblijt &lt;b&gt; {{ x }}", ""),
        "De PDF heeft geen titel.",
    ),
    "zonder-titelbalk": Damage(
        without(Name.Catalog, Name.ViewerPreferences),
        "De PDF laat boven in het venster haar bestandsnaam zien, niet haar titel.",
        vera_ua1="7.1-10",
    ),
    "zonder-taal": Damage(
        without(Name.Catalog, Name.Lang),
        "De PDF noemt geen taal; dat moet nl-NL zijn.",
        vera_ua1="7.2-2 7.2-22 7.2-33 7.2-34",
    ),
    "andere-taal": Damage(
        lambda pdf: pdf.Root.__setitem__("/Lang", "en-US"),
        "De PDF noemt en-US als haar taal; dat moet nl-NL zijn.",
    ),
    "ongemarkeerd": Damage(
        without(Name.Catalog, Name.MarkInfo),
        "De PDF zegt niet van zichzelf dat ze is getagd.",
        vera_2a="6.7.2.2-1",
        vera_ua1="6.2-1",
    ),
    "ongetagd": Damage(
        without(Name.Catalog, Name.StructTreeRoot),
        "De PDF is niet getagd: een voorleesprogramma vindt er geen opbouw in.",
        vera_2a="6.7.3.3-1",
        vera_ua1="7.1-11 7.1-3 7.18.5-1",
    ),
    "ongetagde-lijn": Damage(
        lambda pdf: pdf.pages[0].contents_add(b"0 0 m 100 100 l S"),
        "Op pagina 1 staat iets dat een voorleesprogramma niet kent: het is inhoud noch"
        " versiering.",
        vera_ua1="7.1-3",
    ),
    "zonder-bladwijzers": Damage(
        without(Name.Catalog, Name.Outlines),
        "De PDF heeft koppen, maar geen bladwijzers.",
    ),
    "niveau-b": Damage(
        change_metadata("conformance>A<", "conformance>B<"),
        "De PDF noemt zich PDF/A-2b; ze moet zich PDF/A-2a noemen.",
        vera_2a="6.6.4-3",
    ),
    "geen-pdfa": Damage(
        change_metadata("<pdfaid:part>2</pdfaid:part>", ""),
        "De PDF noemt zich geen PDF/A; ze moet zich PDF/A-2a noemen.",
        vera_2a="6.6.4-2",
    ),
    "geen-pdfua": Damage(
        change_metadata("<pdfuaid:part>1</pdfuaid:part>", ""),
        "De PDF noemt zich geen PDF/UA-1.",
        vera_ua1="5-1",
    ),
    "zonder-schema": Damage(
        change_metadata(PDFUA_SCHEMA, ""),
        "De PDF verklaart niet op de voorgeschreven manier dat ze PDF/UA-1 is (het"
        " uitbreidingsschema ontbreekt of is anders).",
        vera_2a="6.6.2.3.1-1 6.6.2.3.1-2",
    ),
    "fout-schema": Damage(
        change_metadata(">part</pdfaProperty:name>", ">deel</pdfaProperty:name>"),
        "De PDF verklaart niet op de voorgeschreven manier dat ze PDF/UA-1 is (het"
        " uitbreidingsschema ontbreekt of is anders).",
        vera_2a="6.6.2.3.1-1 6.6.2.3.1-2",
    ),
    "zonder-kleurprofiel": Damage(
        without(Name.Catalog, Name.OutputIntents),
        f"{STRANGE}\n"
        "Niet geschikt voor het archief: een kleur die niet vastligt; kies in het sjabloon een "
        "gewone kleur (RGB).",
        vera_2a="6.2.4.3-2",
    ),
    "niet-ingebed": Damage(
        without(Name.FontDescriptor, Name.FontFile2),
        "Het lettertype Carlito-Bold is niet ingebed; kies in het sjabloon een ander"
        " lettertype.\n"
        "Het lettertype Carlito is niet ingebed; kies in het sjabloon een ander lettertype.",
        vera_2a="6.2.11.4.1-1",
        vera_ua1="7.21.4.1-1",
    ),
    "zonder-letters": Damage(
        without(Name.Font, Name.ToUnicode),
        "Van het lettertype Carlito-Bold is niet vastgelegd welke letters het toont;"
        " kies in het sjabloon een ander lettertype.\n"
        "Van het lettertype Carlito is niet vastgelegd welke letters het toont; kies in"
        " het sjabloon een ander lettertype.",
        vera_2a="6.2.11.7.2-1",
        vera_ua1="7.21.7-1",
    ),
    "eerste-kop": Damage(
        rename(Name.H1, Name.H2),
        "Op pagina 1 staat als eerste kop een kop van niveau 2; maak daarvan in het"
        " sjabloon Kop 1.",
        vera_ua1="7.4.2-1",
    ),
    "overgeslagen-kop": Damage(
        rename(Name.H2, Name.H3),
        "Op pagina 1 staat na een kop van niveau 1 een kop van niveau 3; maak daarvan in"
        " het sjabloon Kop 2.",
        vera_ua1="7.4.2-1",
    ),
    "zonder-beschrijving": Damage(
        without(Name.Figure, Name.Alt),
        "Op pagina 2 staat een afbeelding zonder beschrijving; geef haar in het sjabloon"
        " een alternatieve tekst.",
        vera_ua1="7.3-1",
    ),
    "zonder-veldnamen": Damage(
        rename(Name.TH, Name.TD),
        "Op pagina 2 staat een tabel zonder veldnamenrij; kies in het sjabloon voor haar"
        " eerste rij 'Veldnamenrijen herhalen'.",
    ),
    "tabvolgorde-als-tekst": Damage(
        lambda pdf: pdf.pages[1].obj.__setitem__("/Tabs", pikepdf.String("S")),
        f"Pagina 2 heeft koppelingen zonder tabvolgorde.\n{STRANGE}",
        vera_ua1="7.18.3-1",
    ),
    "onbeschreven-link": Damage(
        without(Name.Annot, Name.Contents),
        "Op pagina 2 staat een koppeling zonder beschrijving.",
        vera_ua1="7.18.1-2 7.18.5-2",
    ),
}


@pytest.fixture(scope="session")
def damaged(fit: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the PDF spoilt in each way."""
    folder = tmp_path_factory.mktemp("beschadigd")
    for name, damage in DAMAGES.items():
        with pikepdf.open(fit) as pdf:
            damage.spoil(pdf)
            pdf.save(folder / f"{name}.pdf", deterministic_id=True)
    return folder


@pytest.fixture(scope="session")
def fit_25(word: Path, tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """Return the PDF as LibreOffice 25.2 and the archive make it, where that is installed."""
    soffice = Path(os.environ.get("OVEREENKOMSTGEN_SOFFICE_25", SOFFICE_25))
    if not soffice.exists():
        return None
    made = convert([word], tmp_path_factory.mktemp("libreoffice-25"), Installatie(soffice))
    path = made.rename(made.with_name("heel-25.pdf"))
    archive(path, *GEGEVENS)
    return path


def test_an_archived_pdf_is_fit(fit: Path) -> None:
    assert judge(fit) == ()


def test_libreoffices_own_pdf_is_not_fit(bare: Path) -> None:
    assert judge(bare) == (
        "De PDF heeft geen titel.",
        "De PDF noemt zich PDF/A-2b; ze moet zich PDF/A-2a noemen.",
        DAMAGES["zonder-schema"].findings,
        DAMAGES["zonder-titelbalk"].findings,
        DAMAGES["andere-taal"].findings,
        DAMAGES["ongetagde-lijn"].findings,
        "Pagina 2 heeft koppelingen zonder tabvolgorde.",
        STRANGE,
    )


@pytest.mark.parametrize("name", DAMAGES)
def test_each_damage_is_found(damaged: Path, name: str) -> None:
    assert judge(damaged / f"{name}.pdf") == tuple(DAMAGES[name].findings.split("\n"))


@pytest.mark.parametrize(
    ("flavour", "own"),
    [
        ("2a", ["6.6.2.3.1-1", "6.6.2.3.1-2", "6.6.4-3"]),
        ("ua1", ["7.1-10", "7.1-3", "7.1-9", "7.18.3-1"]),
    ],
)
def test_verapdf_agrees(  # noqa: PLR0913, PLR0917 - all that it judges, in one start of Java
    fit: Path, bare: Path, damaged: Path, fit_25: Path | None, flavour: Flavour, own: list[str]
) -> None:
    """It finds nothing in what is fit, and of each damage no more than we do."""
    whole = [fit, *([fit_25] if fit_25 else [])]
    assert broken_rules(flavour, [*whole, bare, *damaged.iterdir()]) == {
        **{path.name: [] for path in whole},
        bare.name: own,
        **{
            f"{name}.pdf": (damage.vera_2a if flavour == "2a" else damage.vera_ua1).split()
            for name, damage in DAMAGES.items()
        },
    }


def test_a_file_that_is_no_pdf(tmp_path: Path) -> None:
    path = tmp_path / "bergen.pdf"
    path.write_text("geen PDF")
    assert judge(path) == ("Het bestand is geen leesbare PDF.",)
    with pytest.raises(ToolError) as caught:
        archive(path, *GEGEVENS)
    assert str(caught.value) == (
        "LibreOffice heeft er geen leesbare PDF van gemaakt.\n"
        "Probeer het opnieuw; helpt dat niet, kijk dan of het Word-bestand heel is."
    )
    assert [file.name for file in tmp_path.iterdir()] == ["bergen.pdf"]
    assert path.read_text() == "geen PDF"


def test_the_same_document_gives_the_same_bytes(
    word: Path, bare: Path, fit: Path, tmp_path: Path
) -> None:
    other = tmp_path / "ander.docx"
    shutil.copy(word, other)
    again = convert([other, word], tmp_path / "pdf")
    assert again.read_bytes() != bare.read_bytes()
    archive(again, *GEGEVENS)
    assert again.read_bytes() == fit.read_bytes()


def test_archiving_twice_changes_nothing(fit: Path, tmp_path: Path) -> None:
    again = tmp_path / "weer.pdf"
    shutil.copy(fit, again)
    assert archive(again, *GEGEVENS) == (None, None)
    assert again.read_bytes() == fit.read_bytes()
    assert list(tmp_path.iterdir()) == [again]


def test_each_page_has_a_tab_order_also_for_who_signs_it_later(fit: Path) -> None:
    with pikepdf.open(fit) as pdf:
        assert [page.get("/Tabs") for page in pdf.pages] == [Name.S, Name.S]


def test_what_the_pdf_says_of_itself(fit: Path) -> None:
    with pikepdf.open(fit) as pdf:
        assert {key: str(value) for key, value in pdf.docinfo.items()} == {
            "/Title": "Samenwerkingsovereenkomst Bergen & Terblijt <b> {{ x }}",
            "/Author": "Stichting Platform31 en gemeente Bergen & Terblijt",
            "/Subject": "Convenant 'Samenwerken' 2023 t/m 2027",
            "/Creator": "Writer",
            "/Producer": "LibreOffice 7.4",
        }
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == str(pdf.docinfo["/Title"])
            assert metadata["dc:creator"] == [str(pdf.docinfo["/Author"])]
            assert metadata["dc:description"] == str(pdf.docinfo["/Subject"])
            assert metadata["dc:language"] == {"nl-NL"}
            assert metadata["pdf:Producer"] == "LibreOffice 7.4"
            assert metadata["xmp:CreatorTool"] == "Writer"


@given(title=st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1))
def test_any_title_stands_in_the_pdf_as_it_is(bare: Path, title: str) -> None:
    path = bare.parent / "titel.pdf"
    shutil.copy(bare, path)
    archive(path, title, "Platform31", "Convenant")
    with pikepdf.open(path) as pdf, pdf.open_metadata() as metadata:
        assert str(pdf.docinfo["/Title"]) == title
        assert metadata["dc:title"] == title


def bookmarks(path: Path) -> list[tuple[str, list[str]]]:
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        return [(item.title, [child.title for child in item.children]) for item in outline.root]


BOOKMARKS = [("Samenwerkingsovereenkomst", ["Artikel 1 Duur", "Artikel 2 Prijs"])]


def test_bookmarks_carry_their_number(fit: Path) -> None:
    assert bookmarks(fit) == BOOKMARKS


def test_libreoffice_25_gives_a_fit_pdf_too(fit_25: Path | None) -> None:
    if fit_25 is None:
        pytest.skip("LibreOffice 25.2 is not installed: run scripts/libreoffice-25.sh")
    with pikepdf.open(fit_25) as pdf:
        assert str(pdf.docinfo["/Producer"]).startswith("LibreOffice 25.2")
    assert judge(fit_25) == ()
    assert bookmarks(fit_25) == BOOKMARKS
