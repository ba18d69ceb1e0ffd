"""Papers that lie or harm: each is told, none is recorded, and the others go on."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from pikepdf import Pdf

from hulp import vijandig
from hulp.codes import codes_on
from hulp.ondertekenen import mayor, sign
from hulp.retour import Uitgegeven, prepare, run, saved, without_code
from hulp.vijandig import LOST, TOLD
from overeenkomstgen.inname import binnenkomst
from overeenkomstgen.pdf.paginateken import draw
from overeenkomstgen.pdf.tekst import read_pages
from overeenkomstgen.werkmap.registers import read_register

pytestmark = [pytest.mark.traag, pytest.mark.usefixtures("onthoudt")]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare(tmp_path_factory.mktemp("voorbereid"), "Deventer", "Zwolle")


@pytest.fixture
def werkmap(prepared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared, tmp_path / "werkmap"))


def with_codes(content: bytes, *codes: str) -> bytes:
    """Return a PDF with other codes on its pages, where its own were."""
    with Pdf.open(io.BytesIO(without_code(content))) as pdf:
        for page, code in zip(pdf.pages, codes, strict=True):
            drawn = draw(page, code, 0)
            assert drawn is not None
            page.contents_add(pdf.make_stream(drawn[0]), prepend=True)
        return saved(pdf)


def own_codes(werkmap: Path, gemeente: str) -> list[str]:
    """Return the codes on an agreement as it was issued."""
    return [codes[0][0] for codes in codes_on(Uitgegeven(werkmap).place(gemeente, ".pdf"))]


LIES: Mapping[str, tuple[Callable[[list[str], list[str]], list[str]], str]] = {
    "of another": (lambda _, other: other, "de code is van Zwolle, en de tekst van Deventer"),
    "one of another": (lambda own, other: [own[0], other[1]], "bladzijde 2 ontbreekt"),
    "another page": (lambda own, _: own[::-1], "de bladzijden liggen niet op volgorde: 2, 1"),
    "twice one page": (lambda own, _: [own[0]] * 2, "bladzijde 2 ontbreekt"),
    "another text": (
        lambda own, _: [f"{code[:-5]}00000" for code in own],
        "dit is een andere versie dan die van nu: die is niet als verzonden bewaard",
    ),
}
"""What codes say of a paper of Deventer, and what there is against that paper then."""


HIDDEN = {"0,15", "deskundigen", "niet-bindend", "tweevoud", "rechter."}


def put(werkmap: Path, name: str, content: bytes) -> None:
    (werkmap / "inkomend" / name).write_bytes(content)


@pytest.mark.parametrize("lie", LIES)
def test_a_paper_whose_codes_lie_is_not_recorded_as_if_they_did_not(
    werkmap: Path, lie: str
) -> None:
    codes, against = LIES[lie]
    own, other = (own_codes(werkmap, gemeente) for gemeente in ("Deventer", "Zwolle"))
    paper = sign(Uitgegeven(werkmap).pdf("Deventer", ink=False), mayor())
    put(werkmap, "scan.pdf", with_codes(paper, *codes(own, other)))
    done = run(werkmap, "inname", "--akkoord")
    assert f"   Bezwaar: {against}; " in done.out
    assert done.out.endswith("Er is niets vastgelegd.\n")
    assert not (werkmap / "register.csv").exists()


def test_the_same_paper_with_its_own_codes_is_beyond_doubt(werkmap: Path) -> None:
    paper = with_codes(
        Uitgegeven(werkmap).pdf("Deventer", ink=False), *own_codes(werkmap, "Deventer")
    )
    put(werkmap, "scan.pdf", sign(paper, mayor()))
    assert "   Zonder twijfel\n" in run(werkmap, "inname").out


@pytest.mark.parametrize("strange", ["GM9999-23-1-9F3C2", "GM0150-19-1-9F3C2", "HTTPS://A.NL"])
def test_a_code_that_is_none_of_ours_says_nothing(werkmap: Path, strange: str) -> None:
    paper = Uitgegeven(werkmap).pdf("Deventer", ink=False)
    put(werkmap, "scan.pdf", sign(with_codes(paper, strange, strange), mayor()))
    told = run(werkmap, "inname").out
    assert "1. Deventer: scan.pdf, bladzijde 1 t/m 2\n" in told
    assert "   Zonder twijfel\n" in told


def test_a_text_that_is_not_what_is_seen_does_not_count(werkmap: Path) -> None:
    """White over a few words leaves the text of a PDF as it was, whatever the layout shows."""
    issued = Uitgegeven(werkmap).place("Deventer", ".pdf")
    with Pdf.open(issued) as pdf:
        height = float(pdf.pages[1].mediabox[3])
        for woord in read_pages(issued.read_bytes())[1].woorden:
            if woord[0] in HIDDEN:
                left, top, right, bottom = woord[1]
                box = f"q 1 g {left} {height - bottom} {right - left} {bottom - top} re f Q\n"
                pdf.pages[1].contents_add(pdf.make_stream(box.encode()))
        put(werkmap, "scan.pdf", sign(saved(pdf), mayor()))
    told = run(werkmap, "inname", "--akkoord").out
    assert {word for word in HIDDEN if f'"{word}' in told} == HIDDEN
    assert told.endswith("Er is niets vastgelegd.\n")


def assert_told_and_passed_by(werkmap: Path, *harm: str) -> None:
    """See that of what is meant to harm it is told why, and that what is good is recorded."""
    good = sign(Uitgegeven(werkmap).pdf("Zwolle", ink=False), mayor(), stamped=True)
    put(werkmap, "goed.pdf", good)
    for name in harm:
        put(werkmap, name, vijandig.ALL[name]())
    done = run(werkmap, "inname", "--akkoord")
    for name in harm:
        why = re.escape(TOLD.get(name, LOST))
        assert re.search(rf"^  {name}\b.*: {why}; ", done.out, re.MULTILINE)
    (row,) = read_register(werkmap / "register.csv")
    assert (row.gemeente, row.sha256) == ("Zwolle", sha256(good).hexdigest())
    assert {place.name for place in (werkmap / "inkomend").iterdir()} == {*harm}


def test_what_is_meant_to_harm_is_told_and_the_others_go_on(werkmap: Path) -> None:
    assert_told_and_passed_by(
        werkmap, "png_bomb", "zip_bomb", "nested_zips", "many_pages", "tree_in_itself", "xml_bomb"
    )


@pytest.mark.lang
def test_a_page_that_cannot_be_drawn_is_told_and_the_others_go_on(
    werkmap: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binnenkomst, "SECONDS", 10.0)
    assert_told_and_passed_by(werkmap, "nested_patterns", "loop_of_forms")
