"""``sjabloon controleer --markeer``: a copy with each finding as a comment at its place."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from docx import Document
from test_sjabloon_controleer import FILES, MELDINGEN, written

from hulp.lengte import sample
from hulp.omzetten import to_pdf
from hulp.ooxml import VALIDATORS, validate
from hulp.sjabloonbouw import packed, sjabloon, template
from hulp.werkmappen import ROOT
from hulp.wordbouw import docx, paragraph, run, table, text_box
from overeenkomstgen.cli.afloop import ExitCode, code_of
from overeenkomstgen.keuring.keuring import MarkeringError
from overeenkomstgen.office.installatie import find_libreoffice
from overeenkomstgen.verwijzing import ZELF, vak
from overeenkomstgen.word.bestand import Woordbestand
from overeenkomstgen.word.elementen import W
from overeenkomstgen.word.tekst import read_word

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as Word

pytestmark = pytest.mark.traag

WHERE = "mijn/brief.docx"
OLD = '<w:comment w:id="0" w:author="Jan"><w:p><w:r><w:t>Oud</w:t></w:r></w:p></w:comment>'


def marked(path: Path, werkmap: Path, *more: str) -> Word:
    sjabloon("controleer", str(path), "--markeer", *more, werkmap=werkmap)
    return Document(str(path.with_name(f"{path.stem}-nagekeken.docx")))


def own_comments(document: Word) -> list[str]:
    return [c.text for c in document.comments if c.author == "overeenkomstgen"]


def anchored(document: Word) -> dict[str, str]:
    """Return the text of the paragraph that each comment is around, by the number of it."""
    found = {}
    for element in document.element.body.iter():
        if element.tag.endswith("}commentRangeStart"):
            number = next(value for key, value in element.items() if key.endswith("}id"))
            place = element.getparent()
            assert place.tag.endswith("}p")
            ends = [child.tag.rpartition("}")[2] for child in place]
            assert "commentRangeEnd" in ends
            found[number] = "".join(t.text or "" for t in place.iter(f"{W}t"))
    return found


# python-docx opens no file of which a part is missing
UNOPENED = {"geen Word", "afbeeldingen die niet te tekenen zijn"}


@pytest.mark.ongemeten
@pytest.mark.parametrize("name", [name for name in FILES if name not in UNOPENED])
def test_every_finding_is_a_comment(tmp_path: Path, werkmap: Path, name: str) -> None:
    path = written(tmp_path, FILES[name])
    found = own_comments(marked(path, werkmap))
    expected = []
    for line in MELDINGEN[name]:
        grade, _, rest = line.partition(": " if line.split(":")[0] in {"Fout", "Let op"} else ", ")
        expected.append((grade, rest))
    assert len(found) == len(expected)
    for comment, (grade, rest) in zip(found, expected, strict=True):
        what, _, where = comment.rpartition("\n")
        assert what.startswith(f"{grade}: ")
        said = what.removeprefix(f"{grade}: ")
        place = where.strip("()").removeprefix(WHERE).removeprefix(", ")
        assert f"{place}: {said}.".removeprefix(": ") == rest
    assert path.read_bytes() == FILES[name]


def test_comments_stand_at_their_places(
    tmp_path: Path, werkmap: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = (
        paragraph("Eerst")
        + paragraph("De {{ gemeente.nam }} en {{ jar }}")
        + f"<w:p>{run('Gastheer ')}{text_box('Vak {{ vak.a }}')}</w:p>"
        + table([["Kop", "Kop"], ["x", "Deventer"]], header=True)
        + paragraph("")
    )
    path = written(tmp_path, template(body, header1=paragraph("{{ kop.a }}")))
    document = marked(path, werkmap)
    assert capsys.readouterr().out.splitlines()[-1] == (
        f"De kopie met opmerkingen staat in {path.with_name('brief-nagekeken.docx')}."
    )
    assert [c.text for c in document.comments] == [
        (
            "Fout: het veld gemeente.nam bestaat niet; bedoeld is misschien gemeente.naam\n"
            '(mijn/brief.docx, alinea "De {{ gemeente.nam }} en {{ jar }}")'
        ),
        (
            "Fout: het veld jar bestaat niet; bedoeld is misschien jaar\n"
            '(mijn/brief.docx, alinea "De {{ gemeente.nam }} en {{ jar }}")'
        ),
        (
            "Fout: het veld vak.a bestaat niet; gebruik een veld dat bestaat\n"
            '(mijn/brief.docx, tekstvak "Vak {{ vak.a }}")'
        ),
        (
            "Fout: het veld kop.a bestaat niet; gebruik een veld dat bestaat\n"
            '(mijn/brief.docx, koptekst "{{ kop.a }}")'
        ),
        (
            'Let op: "Deventer" is een gegeven van de gemeente Deventer en komt zo in elk '
            "document; zet er {{ gemeente.naam }}, {{ gemeente.plaats }} of "
            "{{ ondertekening.plaats }} voor in de plaats, of laat het staan als het voor elke "
            "gemeente geldt\n"
            '(mijn/brief.docx, tabel 1, rij 2, kolom 2 "Deventer")'
        ),
    ]
    places = anchored(document)
    assert {number: text[:20] for number, text in places.items()} == {
        "0": "De {{ gemeente.nam }",
        "1": "De {{ gemeente.nam }",
        "2": "Gastheer Vak {{ vak.",
        "3": "Eerst",
        "4": "Deventer",
    }


def test_a_comment_that_is_there_stays(tmp_path: Path, werkmap: Path) -> None:
    document = marked(written(tmp_path, FILES["opmerking"]), werkmap)
    assert [(c.comment_id, c.author) for c in document.comments] == [
        (0, "Jan"),
        (1, "overeenkomstgen"),
    ]


def test_comments_that_nothing_refers_to_stay_out(tmp_path: Path, werkmap: Path) -> None:
    stray = {"word/Comments.xml": f'<w:comments xmlns:w="{W[1:-1]}">{OLD}</w:comments>'.encode()}
    path = written(tmp_path, packed(template(paragraph("{{ gemeente.nam }}")), stray))
    assert {comment.author for comment in marked(path, werkmap).comments} == {"overeenkomstgen"}


@pytest.mark.parametrize("body", ["", table([["x"]], header=True)])
def test_a_document_without_a_paragraph_of_its_own(
    tmp_path: Path, werkmap: Path, body: str
) -> None:
    path = written(tmp_path, docx(body, header1=paragraph("{{ gemeente.nam }}")))
    found = anchored(marked(path, werkmap))
    assert list(found) == ["0"]


def test_the_same_every_time_and_elsewhere(
    tmp_path: Path, werkmap: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path, FILES["meer waarden"])
    out = tmp_path / "nieuw" / "kopie.docx"
    made = []
    for _ in range(2):
        sjabloon("controleer", str(path), "--markeer", "-o", str(out), werkmap=werkmap)
        made.append(out.read_bytes())
    assert made[0] == made[1]
    assert capsys.readouterr().out.endswith(f"De kopie met opmerkingen staat in {out}.\n")
    assert read_word(out).as_text() == read_word(path).as_text()


def test_the_copy_is_not_the_original(tmp_path: Path, werkmap: Path) -> None:
    path = written(tmp_path, FILES["naam"])
    with pytest.raises(MarkeringError) as error:
        sjabloon("controleer", str(path), "--markeer", "-o", str(path), werkmap=werkmap)
    assert str(error.value) == (
        f"De kopie kan niet op de plaats van {path} zelf komen.\n"
        f"Kies een andere naam met {vak('kopie', ZELF)}."
    )
    assert path.read_bytes() == FILES["naam"]


def test_what_cannot_be_read_has_no_copy(tmp_path: Path, werkmap: Path) -> None:
    path = written(tmp_path, b"geen zip")
    with pytest.raises(MarkeringError) as error:
        sjabloon("controleer", str(path), "--markeer", werkmap=werkmap)
    assert str(error.value) == (
        f"Van {path} is geen kopie met opmerkingen te maken: het is niet te vertrouwen of niet te "
        "lezen.\nVerhelp eerst wat hierboven staat."
    )
    assert code_of(error.value) == ExitCode.INPUT


def test_a_place_that_cannot_be_written(tmp_path: Path, werkmap: Path) -> None:
    path = written(tmp_path, FILES["naam"])
    out = path / "kopie.docx"
    with pytest.raises(MarkeringError) as error:
        sjabloon("controleer", str(path), "--markeer", "-o", str(out), werkmap=werkmap)
    assert str(error.value) == (
        f"{out} is niet te schrijven: er staat al iets met die naam.\n"
        "Sluit het bestand als het open staat, of kies een andere plaats met "
        f"{vak('kopie', ZELF)}."
    )


NAMES = sorted(path.name for path in (ROOT / "sjablonen").glob("*.docx"))


def spoiled(name: str) -> bytes:
    """Return a template of the project with things wrong in body, table and footer."""
    bestand = Woordbestand.read(ROOT / "sjablonen" / name)
    changed = {
        part: content.replace(b"gemeente.naam", b"gemeente.nam").replace(b"stand.", b"stnd.")
        for part, content in bestand.parts.items()
        if part.startswith("word/") and part.endswith(".xml")
    }
    return bestand.write(changed)


@pytest.mark.ongemeten
def test_marked_copies_are_sound(tmp_path: Path, werkmap: Path) -> None:
    """Both validators find nothing in a marked copy, and LibreOffice opens it."""
    copies = []
    for name in sample(NAMES, 3):
        path = written(tmp_path, spoiled(name), name)
        assert own_comments(marked(path, werkmap))
        copies.append(path.with_name(f"{path.stem}-nagekeken.docx"))
    assert validate(copies) == {validator: [] for validator in VALIDATORS}
    made = list(to_pdf(copies[:1], tmp_path / "pdf", office=find_libreoffice()))
    assert [each.problem for each in made] == [""]


@pytest.mark.ongemeten
def test_marking_adds_nothing_wrong(tmp_path: Path, werkmap: Path) -> None:
    """What the validators find in a marked copy was wrong in the original already."""
    originals = {}
    names = sample([name for name in FILES if name != "geen Word"], 6)
    for number, name in enumerate(names):
        path = written(tmp_path, FILES[name], f"f{number}.docx")
        marked(path, werkmap)
        originals[path.with_name(f"f{number}-nagekeken.docx")] = path
    now = validate(originals)
    suspect = {line.partition(": ")[0] for lines in now.values() for line in lines}
    found = validate(path for copy, path in originals.items() if copy.name in suspect)
    for validator in VALIDATORS:
        known = {_without_place(line) for line in found[validator]}
        new = [line for line in now[validator] if _without_place(line) not in known]
        assert new == []


def _without_place(line: str) -> str:
    """Return a finding without the file and the place in the part: those have moved."""
    file, _, rest = line.replace("-nagekeken", "").partition(": ")
    part, _, what = rest.partition(": ")
    return f"{file}: {part}: {what.partition(': ')[2] or what}"


def test_a_copy_can_be_read_as_any_other(tmp_path: Path, werkmap: Path) -> None:
    document = marked(written(tmp_path, FILES["veld"]), werkmap)
    made = BytesIO()
    document.save(made)
    assert Woordbestand.read(made.getvalue()).related("comments")
