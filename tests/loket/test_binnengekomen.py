"""What came back at the counter: put down, looked at, recorded with a correction, or refused."""

from __future__ import annotations

import shutil
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

import overeenkomstgen as lib
from hulp.bladen import issued as pages_of
from hulp.bladen import places, sides
from hulp.loket import Bezoek, bezoek
from hulp.retour import MARCH_2023, Drukker, Uitgegeven, prepare
from hulp.scannen import PRINT, retype, scan_known, scan_pdf
from overeenkomstgen.werkmap.registers import read_register

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.traag, pytest.mark.usefixtures("onthoudt")]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare(tmp_path_factory.mktemp("voorbereid"), "Deventer", "Zwolle")


@pytest.fixture
def own(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bezoek:
    """Open a counter on 10 March 2023, where nothing came back yet."""
    monkeypatch.setenv(*next(iter(MARCH_2023.items())))
    werkmap = shutil.copytree(prepared, tmp_path / "werkmap")
    (werkmap / "inkomend").rmdir()
    return bezoek(werkmap)


def put(own: Bezoek, *files: tuple[str, bytes]) -> str:
    """Put files down and let them be looked into; return the page that tells of it."""
    done = own.doe("inname", bestanden=[(BytesIO(content), name) for name, content in files])
    return done.get_data(as_text=True)


def _red_in(picture: bytes) -> bool:
    red, green, blue = np.moveaxis(np.asarray(Image.open(BytesIO(picture)).convert("RGB")), 2, 0)
    return bool(((red > 150) & (green < 60) & (blue < 60)).any())


def test_a_paper_is_shown_and_recorded_and_an_altered_one_is_refused(
    own: Bezoek, tmp_path: Path
) -> None:
    werkmap = own.loket.werkmap.folder
    issued = Uitgegeven(werkmap)
    printed = Drukker(issued, tmp_path).issued("Zwolle")
    (word,) = places(pages_of(issued.place("Zwolle", ".pdf"))[0], "vier")
    retype(printed[0], sides(word), "drie")
    scan = scan_pdf(printed, tmp_path / "zwolle.pdf").read_bytes()
    files = [("../Scan Deventer.pdf", issued.pdf("Deventer")), ("zwolle.pdf", scan)]
    page = put(own, *files)
    seen = own.loket.werk[1].uitkomst
    assert isinstance(seen, lib.Inname)
    assert {each.inhoud for each in seen.voorstellen} == {b""}  # what is shown of it is a picture
    assert seen.voorstellen[0].bladen == seen.voorstellen[1].bladen == (1, 2)
    (merk,) = (each for each in seen.voorstellen[1].gezien.merken if each.stuit)
    assert merk.blad == 1
    taken, matrix = scan_known(printed[0])  # from a dot of the scan to one of the paper
    x, y = (merk.vak.left + merk.vak.right) / 2, merk.vak.middle
    there = matrix @ (x * taken.width, y * taken.height, 1)
    wanted = (word.left + word.right) / 2, word.middle
    assert there[:2] / there[2] * 72 / PRINT == pytest.approx(wanted, abs=2)
    assert (werkmap / "inkomend/Scan Deventer.pdf").read_bytes() == files[0][1]
    good, altered = page.split('<h2 id="papier-')[1:]
    assert "Zonder twijfel" in good
    assert 'src="/binnengekomen/1/1/2"' in good
    marked = [own.get(f"/binnengekomen/1/{paper}").data for paper in ("1/1", "1/2", "2/1")]
    assert [_red_in(picture) for picture in marked] == [False, False, True]
    assert "Dit wordt niet vastgelegd" in altered
    assert "<del>vier</del></td><td><ins>drie</ins>" in altered
    assert "<form" not in altered
    refused = own.doe("neem-in", nummer="2", op="20-01-2023", ondertekenaar="")
    assert "anders dan is uitgegeven: bladzijde 1" in refused.get_data(as_text=True)
    assert not (werkmap / "register.csv").exists()
    done = own.doe("neem-in", nummer="1", op="10-01-2023", ondertekenaar="").get_data(as_text=True)
    assert "Deventer</a>: ondertekend, getekend op 10 januari 2023" in done
    assert "Nu vastgelegd" in done
    listed = own.get("/binnengekomen").get_data(as_text=True)
    assert "zwolle.pdf" in listed
    assert "Scan Deventer.pdf" not in listed
    gone = own.doe("leg-weg", bestand="zwolle.pdf").get_data(as_text=True)
    assert "blijft bewaard in de map ingekomen" in gone
    assert '<a href="/binnengekomen">Binnengekomen</a>' in gone
    assert list((werkmap / "inkomend").iterdir()) == []
    assert (werkmap / "ingekomen").is_dir()


def test_another_day_and_signatory_than_were_read_are_asked_about_and_recorded(
    own: Bezoek,
) -> None:
    werkmap = own.loket.werkmap.folder
    put(own, ("deventer.pdf", Uitgegeven(werkmap).pdf("Deventer")))
    vakken = {"nummer": "1", "op": "12-01-2023", "ondertekenaar": "J. Anders"}
    asked = own.doe("neem-in", **vakken).get_data(as_text=True)
    assert "1 (Deventer): op het papier staat 10 januari 2023. Toch vastleggen?" in asked
    klus = own.loket.werk[2]
    own.einde(own.post("/werk/2/ja", data={"vraag": klus.vraag}).location)
    klus = own.loket.werk[3]
    assert "op het papier staat J. Anders. Klopt dat?" in str(klus.vraag)
    own.einde(own.post("/werk/3/ja", data={"vraag": klus.vraag}).location)
    (signed,) = read_register(werkmap / "register.csv")
    assert (str(signed.datum), signed.ondertekenaar) == ("2023-01-12", "J. Anders")


def test_files_come_over_no_other_and_only_what_is_kept_goes(own: Bezoek) -> None:
    werkmap = own.loket.werkmap.folder
    folder = werkmap / "inkomend"
    given = [
        ("brief.txt", b"een"),
        ("brief.txt", b"twee"),
        ("brief.txt", b"een"),
        ("CON.pdf", b"x"),
    ]
    put(own, *given, ("CON.pdf", b"x"))
    found = {each.name: each.read_bytes() for each in folder.iterdir()}
    assert found == {"brief.txt": b"een", "brief-2.txt": b"twee", "bestand-CON.pdf": b"x"}
    lib.leg_neer(own.loket.werkmap, "nieuw.txt", b"nog niet nagekeken")
    for place in ("nieuw.txt", "weg.pdf", "../convenant.toml"):
        told = own.doe("leg-weg", bestand=place).get_data(as_text=True)
        assert "Dit ging niet" in told
    assert (folder / "nieuw.txt").exists()
    assert (werkmap / "convenant.toml").exists()
