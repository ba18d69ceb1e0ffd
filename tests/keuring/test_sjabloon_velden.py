"""``sjabloon velden`` and ``sjabloon proef``: what a template can hold, and how it turns out."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from hulp.sjabloonbouw import sjabloon, template
from hulp.werkmappen import edit, files
from hulp.wordbouw import paragraph
from overeenkomstgen.cli.afloop import ExitCode
from overeenkomstgen.errors import InputError
from overeenkomstgen.pdf.tekst import read_pdf
from overeenkomstgen.schijf.schijf import UitvoerError
from overeenkomstgen.uitgifte.genereer import genereer
from overeenkomstgen.uitgifte.maken import Keuzes
from overeenkomstgen.velden.velden import VELDEN, los
from overeenkomstgen.verwijzing import ZELF, vak
from overeenkomstgen.werkmap.werkmap import find_werkmap

if TYPE_CHECKING:
    from pathlib import Path

    from hulp.snapshots import Snapshots

pytestmark = [pytest.mark.traag, pytest.mark.usefixtures("onthoudt")]

NOON = "1675252800"  # 1 February 2023


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOON)


def test_all_fields(
    werkmap: Path, snapshots: Snapshots, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sjabloon("velden", werkmap=werkmap) == ExitCode.OK
    out = capsys.readouterr().out
    snapshots.check("sjabloon-velden.txt", out)
    first = {line.split()[0] for line in out.splitlines()[2:] if not line.startswith(" ")}
    bookmarks = ("duur", "opzegging", "opzegtermijn", "samenwerking", "prijs", "geschillen")
    own = {veld.naam for veld in (*VELDEN, *los(bookmarks, ()))}
    assert first == {*own, "velden.bijdrage"}


def test_all_fields_while_nothing_is_known_of_a_municipality(
    werkmap: Path, snapshots: Snapshots, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sjabloon("velden", "--leeg", werkmap=werkmap) == ExitCode.OK
    snapshots.check("sjabloon-velden-leeg.txt", capsys.readouterr().out)


def test_the_fields_of_one_kind_for_another_municipality(
    werkmap: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = sjabloon("velden", "factuurbrief", "--gemeente", "den bosch", "--csv", werkmap=werkmap)
    rows = list(csv.reader(capsys.readouterr().out.splitlines(), delimiter=";"))
    assert code == ExitCode.OK
    assert rows[0] == ["veld", "betekenis", "waarde ('s-Hertogenbosch)"]
    found = {name: value for name, _, value in rows[1:]}
    assert found["gemeente.naam"] == "'s-Hertogenbosch"
    assert found["gemeente.collegebesluit"] == "open (kolom collegebesluit)"
    assert found["factuur.nummer"] == "P31-2023-001"
    assert found["factuur.totaal"] == "€\xa028.411,65 (bedrag)"
    assert found["factuur.btw_tarief"] == "21,00\xa0% (percentage)"
    assert found["ondertekenaar.gemachtigd"] == "nee"
    assert found["leden"] == "lijst van 41"
    assert found["jaar"] == "2023"


def test_a_kind_has_its_own_fields(werkmap: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sjabloon("velden", "bijlage-3", "--csv", werkmap=werkmap)
    out = capsys.readouterr().out
    assert "deelnemers;" in out
    assert "gemeente.naam;" not in out


def test_an_amount_that_is_no_whole_number_of_cents(
    werkmap: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(werkmap, "tarief = 0.15", "tarief = 0.155", "convenant.toml")
    sjabloon("velden", "bijlage-3", "--csv", werkmap=werkmap)
    assert "bijdrage.tarief;bedrag per inwoner per jaar;0,155 (getal)\n" in capsys.readouterr().out


def test_what_only_comes_to_be_later_is_open(
    werkmap: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (werkmap / "convenant.toml").read_text("utf-8")
    start = text.index("# Een factuur is definitief")
    end = text.index("[documentsoort.opzegbevestiging]")
    (werkmap / "convenant.toml").write_text(text[:start] + text[end:], "utf-8")
    sjabloon("velden", "--csv", werkmap=werkmap)
    assert "factuur.nummer;factuurnummer;open\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ("velden", "herinering"),
            (
                'documentsoort "herinering": deze documentsoort staat niet in convenant.toml; '
                "bedoeld is misschien herinnering"
            ),
        ),
        (
            ("velden", "--gemeente", "Devnter"),
            (
                'gemeente "Devnter": deze gemeente staat niet in de tabel; '
                "bedoeld is misschien Deventer"
            ),
        ),
        (
            ("proef", "herinering"),
            (
                'documentsoort "herinering": deze documentsoort staat niet in convenant.toml; '
                "bedoeld is misschien herinnering"
            ),
        ),
        (
            ("proef", "weg.docx"),
            "weg.docx: dit bestand bestaat niet; zet het op zijn plaats of verbeter de naam",
        ),
    ],
)
def test_what_is_not_there(werkmap: Path, arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(InputError) as error:
        sjabloon(*arguments, werkmap=werkmap)
    assert str(error.value) == message


def test_a_trial_of_the_agreement(werkmap: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(werkmap)
    assert sjabloon("proef", werkmap=werkmap) == ExitCode.OK
    folder = werkmap / "uitvoer" / "proef" / "samenwerkingsovereenkomst"
    opened = (
        "    Nog open: datum van het besluit van burgemeester en wethouders, plaats waar de "
        "overeenkomst wordt opgemaakt en dag waarop de overeenkomst wordt opgemaakt\n"
    )
    assert capsys.readouterr().out == (
        f"Proef van Samenwerkingsovereenkomst, in {folder}:\n"
        f"  Helmond (langste): langste-helmond.pdf, 2 bladzijden\n{opened}"
        f"  Ede (kortste): kortste-ede.pdf, 2 bladzijden\n{opened}"
        "  Deventer (meeste accenten): meeste-accenten-deventer.pdf, 2 bladzijden\n"
        f"  Amstelveen (leegste): leegste-amstelveen.pdf, 2 bladzijden\n{opened}"
    )
    text = "".join(read_pdf(folder / "langste-helmond.pdf"))
    assert "P.J.M.G. Blanksma-van den Heuvel" in text
    now = files(werkmap)
    assert {name: now[name] for name in before} == before
    assert {name.rpartition("/")[0] for name in now.keys() - before.keys()} == {
        "uitvoer/proef/samenwerkingsovereenkomst"
    }


def test_a_trial_of_an_invoice_and_of_a_list(
    werkmap: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = werkmap / "kijken"
    assert sjabloon("proef", "bijlage-3", "-o", str(out), werkmap=werkmap) == ExitCode.OK
    assert capsys.readouterr().out == (
        f"Proef van Bijlage 3, in {out}:\n  voor alle gemeenten: bijlage-3.pdf, 1 bladzijde\n"
    )
    assert sjabloon("proef", "factuurbrief", "-o", str(out), werkmap=werkmap) == ExitCode.OK
    assert "  Ede (kortste): kortste-ede.pdf, 1 bladzijde\n" in capsys.readouterr().out
    assert not (werkmap / "facturen.csv").exists()
    assert not (werkmap / "uitvoer").exists()


def test_a_trial_that_does_not_pass_its_proof(
    werkmap: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "nieuw.docx"
    out = tmp_path / "kijken"
    path.write_bytes(template(paragraph("{{ jaar }} {{ factuur.nummer }} {{ gemeente.naam }}")))
    sjabloon("proef", str(path), "-o", str(out), werkmap=werkmap)
    assert capsys.readouterr().out.startswith(f"Proef van Factuur, in {out}:\n")
    assert (out / "langste-helmond.pdf").exists()
    fields = "{{ jaar }} {{ factuur.nummer }} {{ gemeente.naam }}"
    page = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    path.write_bytes(template(paragraph(fields) + 3 * (page + paragraph("x"))))
    code = sjabloon("proef", str(path), "-o", str(out), werkmap=werkmap)
    assert code == ExitCode.DOCUMENTS_FAILED
    reason = "    De PDF telt 4 bladzijden; dat moet 1 zijn.\n"
    assert capsys.readouterr().out == (
        f"Proef van Factuur, in {out}:\n"
        f"  Helmond (langste): langste-helmond.docx, geen PDF\n{reason}"
        f"  Ede (kortste): kortste-ede.docx, geen PDF\n{reason}"
        "  Deventer (meeste accenten): meeste-accenten-deventer.docx, geen PDF\n"
        f"{reason}"
        f"  Amstelveen (leegste): leegste-amstelveen.docx, geen PDF\n{reason}"
    )
    assert not list(out.glob("*.pdf"))


@pytest.mark.ongemeten
def test_a_template_by_its_file(werkmap: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("sjablonen/bijlage-3.docx", "bijlage-3.docx"):
        path = werkmap / name if "/" in name else name
        sjabloon("proef", str(path), "-o", str(werkmap / "kijken"), werkmap=werkmap)
        assert capsys.readouterr().out.startswith("Proef van Bijlage 3, in ")


def test_a_template_with_faults_is_not_tried(werkmap: Path) -> None:
    path = werkmap / "brief.docx"
    path.write_bytes(template(paragraph("{{ gemeente.nam }}")))
    with pytest.raises(InputError) as error:
        sjabloon("proef", str(path), werkmap=werkmap)
    assert str(error.value) == (
        'werkmap/brief.docx, alinea "{{ gemeente.nam }}": het veld gemeente.nam bestaat niet; '
        "bedoeld is misschien gemeente.naam"
    )


@pytest.mark.parametrize("place", ["uitvoer", "uitvoer/overeenkomsten", "sjablonen", "elders"])
def test_a_trial_stays_out_of_what_is_issued(werkmap: Path, place: str) -> None:
    elsewhere = Keuzes(("Deventer",), uitvoer=werkmap / "elders", alleen_word=True)
    genereer(find_werkmap(None, werkmap), elsewhere)
    before = files(werkmap)
    with pytest.raises(UitvoerError) as error:
        sjabloon("proef", "-o", str(werkmap / place), werkmap=werkmap)
    if place == "sjablonen":
        assert "daar staat al wat u zelf beheert" in str(error.value)
    else:
        assert str(error.value) == (
            f"De proef kan niet in {werkmap / place}: daar staan de documenten zelf.\n"
            f"Kies een andere map met {vak('proefmap', ZELF)}, of laat {vak('proefmap')} weg."
        )
    assert files(werkmap) == before
