"""Doing something at the counter: its form, its questions, and what came of it."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

import overeenkomstgen as lib
from hulp.loket import bezoek, open_loket
from hulp.uitvoeren import call_program
from hulp.werkmappen import keep_gemeenten
from overeenkomstgen.loket.app import make_app
from overeenkomstgen.loket.toegang import Toegang
from overeenkomstgen.loket.werk import Klus, Loop
from overeenkomstgen.loket.woorden import linked
from overeenkomstgen.verwijzing import actie


def test_what_is_wrong_stands_at_its_box(werkmap: Path) -> None:
    page = bezoek(werkmap).post("/doe/zeg-op", data={"gemeente": "Deventer", "op": "31-02-2025"})
    text = page.get_data(as_text=True)
    assert page.status_code == 422
    assert '<a href="#vak-op">Dag waarop de opzegging is verzonden: 31-02-2025 bestaat niet' in text
    assert 'value="31-02-2025"' in text
    empty = bezoek(werkmap).post("/doe/zeg-op", data={}).get_data(as_text=True)
    assert '<a href="#vak-gemeente">Gemeente: Maak een keuze.</a>' in empty
    assert not (werkmap / "register.csv").exists()


def test_what_is_no_choice_is_refused_at_its_box(werkmap: Path) -> None:
    vakken = {"gemeente": "Deventer", "van": "iets anders", "reden": "tikfout"}
    page = bezoek(werkmap).post("/doe/corrigeer", data=vakken)
    assert page.status_code == 422
    assert "iets anders is hier niet te kiezen; kies opnieuw." in page.get_data(as_text=True)


def test_what_is_wrong_with_the_table_is_told_on_the_page(werkmap: Path) -> None:
    table = werkmap / "gemeenten.csv"
    table.write_text(table.read_text("utf-8").replace("GM0150", "GM150"), "utf-8")
    page = bezoek(werkmap).get("/")
    assert page.status_code == 409
    assert "kolom cbs_code" in page.get_data(as_text=True)


def test_a_reference_leads_to_the_form_of_it(werkmap: Path) -> None:
    text = bezoek(werkmap).get("/").get_data(as_text=True)
    assert '<a href="/gemeenten">Gemeenten</a>' in text


def test_one_piece_of_work_at_a_time_and_it_can_be_stopped(werkmap: Path) -> None:
    own, begun = bezoek(werkmap), Event()

    def slow(loop: Loop) -> None:
        with loop.progress("Wachten", 2) as step:
            step()
            begun.set()
            from overeenkomstgen.progress import pause  # noqa: PLC0415 - as the library does

            pause(600)

    klus = own.loket.werk.begin(Klus("Lang werk", slow))
    assert klus is not None
    begun.wait()
    assert own.get(f"/werk/{klus.nummer}/stand").json == {
        "label": "Wachten",
        "gedaan": 1,
        "totaal": 2,
        "klaar": False,
    }
    busy = own.post("/doe/bijlage3")
    assert busy.status_code == 409
    assert "Lang werk" in busy.get_data(as_text=True)
    own.post(f"/werk/{klus.nummer}/stop")
    ended = own.einde(f"/werk/{klus.nummer}").get_data(as_text=True)
    assert "Afgebroken. Wat al klaar was is bewaard" in ended
    assert "<h2>Gestopt</h2>" in ended


def test_what_is_refused_is_told_with_what_to_do(werkmap: Path) -> None:
    asked = bezoek(werkmap).doe("onderteken", gemeente="Deventer", op="10-01-2023", namens="")
    text = asked.get_data(as_text=True)
    assert "Er is 1 fout gevonden. Er is niets gemaakt of gewijzigd." in text
    assert "deze overeenkomst is nog niet gemaakt, in Word en in PDF; maak haar eerst met" in text
    assert 'href="/doe/onderteken?gemeente=Deventer&amp;op=10-01-2023">Terug naar wat' in text


@pytest.mark.usefixtures("onthoudt")
def test_what_is_recorded_is_told_after_its_question(werkmap: Path) -> None:
    keep_gemeenten(werkmap, "Deventer", "Zwolle")
    assert call_program("genereer", cwd=werkmap).code == 0
    own = bezoek(werkmap)
    vakken = {"gemeente": "Deventer", "op": "10-01-2023", "ondertekenaar": "J. Anders"}
    asked = own.doe("onderteken", **vakken).get_data(as_text=True)
    assert "Eerst een vraag" in asked
    assert not (werkmap / "register.csv").exists()
    klus = own.loket.werk[1]
    done = own.einde(own.post("/werk/1/ja", data={"vraag": klus.vraag}).location)
    text = done.get_data(as_text=True)
    assert '<a href="/gemeenten/2">Deventer</a>: ondertekend, getekend op 10 januari 2023' in text
    assert '<a class="bestand" href="/bekijk/uitvoer/bijlage-3.pdf">Bijlage 3</a> is bijge' in text
    assert klus.doe is not None  # it could be asked again
    assert own.loket.werk[2].doe is None
    assert "J. Anders" in (werkmap / "register.csv").read_text("utf-8")
    shown = own.get("/register").get_data(as_text=True)
    assert '<td class="getal">1</td><th scope="row">Deventer</th><td>ondertekend</td>' in shown
    for wrong in ({}, {"vervalt": "ja", "op": "11-01-2023"}):
        vakken = {"gemeente": "Deventer", "van": "ondertekening", "reden": "tikfout"} | wrong
        refused = own.doe("corrigeer", **vakken).get_data(as_text=True)
        assert "er staat niet in wat er verandert, of het is ook teruggenomen" in refused
    assert len(lib.read_register(werkmap / "register.csv")) == 1
    code = lib.read_register(werkmap / "register.csv")[0].getuige
    heard = own.doe("getuige", code=code).get_data(as_text=True)
    assert f"<li>{code}: klopt tot rij 1.</li>" in heard
    assert "Er is niets gegeven" in own.doe("getuige", code=str(werkmap / "x.pdf")).get_data(
        as_text=True
    )


def test_help_says_where_to_go(werkmap: Path) -> None:
    text = bezoek(werkmap).get("/hulp").get_data(as_text=True)
    assert '<a href="/doe/herstel">Herstellen</a>' in text
    assert "Overeenkomsten G40, 2023 t/m 2027" in text


def test_a_link_fills_in_the_municipalities_that_it_is_about_when_they_are_few() -> None:
    text = actie("onderteken", namens="stichting")
    with make_app(open_loket(Path(), Toegang(1))).test_request_context():
        few = linked(text, ["Deventer", "Zwolle"])
        all_ = linked(text, ["Deventer"] * 41)
    about = "&amp;gemeente=Deventer&amp;gemeente=Zwolle"
    assert f'href="/doe/onderteken?namens=stichting{about}"' in few
    assert 'href="/doe/onderteken?namens=stichting"' in all_
