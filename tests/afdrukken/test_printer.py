"""Printing, through a real CUPS with the printer that makes PDFs."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from hulp.cups import Cups, make_document, private_cups
from overeenkomstgen.afdrukken.printer import (
    PrinterError,
    find_printer,
    follow,
    needs_windows,
    print_on_windows,
    send,
)
from overeenkomstgen.afdrukken.printpakket import Pakket, make_pakket
from overeenkomstgen.cli.afloop import ExitCode, code_of
from overeenkomstgen.verwijzing import ZELF, vak

TITEL = "Samenwerkingsovereenkomst Súdwest-Fryslân"
INSTEAD = f"of maak met {vak('pakket', ZELF)} een afdrukbestand en druk dat zelf af."
OTHER = f"of kies een andere printer met {vak('printer', ZELF)}."
RESTART = (
    "Laat de printer weer starten (cupsenable kantoor), dan wordt zij vanzelf afgedrukt, of trek "
    "de opdracht in met: cancel"
)
LOOK = "Kijk bij de printer wat er al ligt, en druk het anders opnieuw af."


@pytest.fixture
def cups(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cups]:
    """Give a CUPS without printers, and let our program use it."""
    with private_cups() as cups:
        for name, value in cups.environment.items():
            monkeypatch.setenv(name, value)
        for name in ("LPDEST", "PRINTER"):
            monkeypatch.delenv(name, raising=False)
        yield cups


@pytest.fixture
def pakket(tmp_path: Path) -> Pakket:
    return make_pakket([make_document(tmp_path / "document.pdf", 3)], tmp_path / "pakket.pdf")


def message(of: pytest.ExceptionInfo[PrinterError]) -> str:
    assert code_of(of.value) == ExitCode.TOOL
    return str(of.value)


def refusal(name: str | None = None) -> str:
    with pytest.raises(PrinterError) as caught:
        find_printer(name)
    return message(caught)


def print_it(pakket: Pakket, name: str = "kantoor", time_limit: int = 60) -> Iterator[str]:
    """Send a print file; return what is told of the job."""
    printer = find_printer(name)
    return follow(send(pakket, printer, titel="Deventer"), printer, time_limit=time_limit)


def end(news: Iterator[str]) -> str:
    """Return the message with which following a job ends."""
    with pytest.raises(PrinterError) as caught:
        list(news)
    return message(caught)


def test_two_copies_arrive_and_duplex_was_requested(cups: Cups, pakket: Pakket) -> None:
    cups.add_printer("archief")
    cups.add_printer("kantoor")
    cups.run("lpadmin", "-d", "kantoor")
    printer = find_printer(None)
    assert printer.name == "kantoor"
    assert send(pakket, printer, titel=TITEL) == "kantoor-1"
    news = list(follow("kantoor-1", printer, time_limit=60))
    assert news[-1] == "Opdracht kantoor-1 is afgedrukt op kantoor."
    assert set(news[:-1]) <= {
        "Opdracht kantoor-1 wacht op printer kantoor.",
        "Printer kantoor drukt opdracht kantoor-1 af.",
    }
    (printed,) = cups.output.glob("*.pdf")
    pages = [page.extract_text().strip() for page in PdfReader(printed).pages]
    assert pages == ["blad 1", "blad 2", "blad 3", ""] * 2
    assert cups.log.read_text("utf-8") == f"{TITEL}|1|two-sided-long-edge\n"


def test_one_side_is_requested_whatever_the_printer_prefers(cups: Cups, tmp_path: Path) -> None:
    cups.add_printer("kantoor")
    cups.run("lpadmin", "-p", "kantoor", "-o", "sides-default=two-sided-short-edge")
    document = make_document(tmp_path / "document.pdf", 3)
    pakket = make_pakket([document], tmp_path / "pakket.pdf", exemplaren=3, dubbelzijdig=False)
    list(print_it(pakket))
    (printed,) = cups.output.glob("*.pdf")
    assert len(PdfReader(printed).pages) == 9
    assert cups.log.read_text("utf-8") == "Deventer|1|one-sided\n"


def test_capitals_in_the_name_of_a_printer_do_not_matter(cups: Cups) -> None:
    cups.add_printer("Kantoor")
    assert find_printer("kanTOOR").name == "Kantoor"


def test_a_printer_with_options_of_the_users_own(cups: Cups, pakket: Pakket) -> None:
    cups.add_printer("kantoor")
    cups.run("lpoptions", "-p", "kantoor/concept", "-o", "print-quality=3")
    news = list(print_it(pakket, "kantoor/concept"))
    assert news[-1] == "Opdracht kantoor-1 is afgedrukt op kantoor/concept."


def test_without_cups(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refusal() == (
        "Afdrukken kan op deze computer nog niet; van CUPS ontbreekt: lp, lpstat, ipptool.\n"
        "Vraag uw beheerder cups-client en cups-ipp-utils te installeren, "
        f"{INSTEAD}"
    )


def test_cups_does_not_run(cups: Cups, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPS_SERVER", str(cups.folder / "nergens"))
    assert refusal() == (
        "CUPS, dat op deze computer de printers bedient, draait niet.\n"
        f"Vraag uw beheerder het te starten, {INSTEAD}"
    )


@pytest.mark.usefixtures("cups")
def test_cups_does_not_answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("overeenkomstgen.afdrukken.printer.SILENCE", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("CUPS_SERVER", f"127.0.0.1:{silent.getsockname()[1]}")
        assert refusal("kantoor") == (
            "CUPS gaf in 1 seconden geen antwoord.\n"
            "Kijk bij de printer of er iets is afgedrukt en probeer het dan opnieuw, of vraag uw "
            "beheerder te kijken."
        )


@pytest.mark.usefixtures("cups")
@pytest.mark.parametrize("name", [None, "kantoor"])
def test_no_printer(name: str | None) -> None:
    assert refusal(name) == (
        "Op deze computer is geen printer ingesteld.\n"
        f"Vraag uw beheerder er een toe te voegen, {INSTEAD}"
    )


def test_no_default_printer(cups: Cups, monkeypatch: pytest.MonkeyPatch) -> None:
    """None is set, or the one that is set has gone."""
    cups.add_printer("archief")
    cups.add_printer("kantoor")
    for name in ("", "balie"):
        monkeypatch.setenv("LPDEST", name)
        assert refusal() == (
            "Er is geen standaardprinter ingesteld.\n"
            f"Noem een printer met {vak('printer', ZELF)}; bekend zijn: archief, kantoor."
        )


@pytest.mark.parametrize(
    ("name", "hint"),
    [("Kantor", "Bedoeld is misschien kantoor"), ("-o", "Kies een andere")],
)
def test_an_unknown_printer(cups: Cups, name: str, hint: str) -> None:
    cups.add_printer("archief")
    cups.add_printer("kantoor")
    assert refusal(name) == (
        f"Printer {name} bestaat niet.\n{hint}; bekend zijn: archief, kantoor."
    )


@pytest.mark.parametrize(
    ("program", "what", "advice"),
    [
        ("cupsdisable", "staat stil", "starten (cupsenable kantoor)"),
        ("cupsreject", "neemt geen opdrachten aan", "openstellen (cupsaccept kantoor)"),
    ],
)
def test_a_printer_that_is_not_ready(cups: Cups, program: str, what: str, advice: str) -> None:
    cups.add_printer("kantoor")
    for reason, told in ((("-r", "Alleen A3."), "; de melding is: Alleen A3"), ((), "")):
        cups.run("cupsenable", "kantoor")
        cups.run("cupsaccept", "kantoor")
        cups.run(program, *reason, "kantoor")
        assert refusal("kantoor") == (
            f"Printer kantoor {what}{told}.\n"
            f"Er is niets afgedrukt. Laat de printer weer {advice}, {OTHER}"
        )


def test_a_job_that_is_refused(cups: Cups, pakket: Pakket) -> None:
    cups.add_printer("kantoor")
    printer = find_printer("kantoor")
    cups.run("cupsreject", "kantoor")
    with pytest.raises(PrinterError) as caught:
        send(pakket, printer, titel="Deventer")
    assert message(caught) == (
        "Printer kantoor neemt de opdracht niet aan; de melding is: "
        'lp: Destination "kantoor" is not accepting jobs.\n'
        f"Er is niets afgedrukt. Probeer het opnieuw, {OTHER}"
    )


def test_a_job_that_is_withdrawn_while_it_prints(cups: Cups, pakket: Pakket) -> None:
    cups.add_bad_printer("kantoor", "traag")
    news = print_it(pakket)
    assert next(news) == "Printer kantoor drukt opdracht kantoor-1 af."
    cups.run("cancel", "kantoor-1")
    assert end(news) == f"Opdracht kantoor-1 is ingetrokken.\n{LOOK}"


def test_a_job_that_waits_for_its_turn_and_is_withdrawn(cups: Cups, pakket: Pakket) -> None:
    cups.add_bad_printer("kantoor", "traag")
    send(pakket, find_printer("kantoor"), titel="Alkmaar")
    news = print_it(pakket)
    assert next(news) == "Opdracht kantoor-2 wacht op printer kantoor."
    cups.run("cancel", "kantoor-2")
    assert end(news) == f"Opdracht kantoor-2 is ingetrokken.\n{LOOK}"


def test_a_job_of_which_cups_keeps_no_trace(cups: Cups) -> None:
    cups.add_printer("kantoor")
    news = follow("kantoor-9", find_printer("kantoor"), time_limit=60)
    assert end(news) == f"CUPS weet niet meer hoe het met opdracht kantoor-9 is gegaan.\n{LOOK}"


def test_a_job_that_is_held(cups: Cups, pakket: Pakket) -> None:
    cups.add_printer("kantoor")
    cups.run("lpadmin", "-p", "kantoor", "-o", "job-hold-until-default=indefinite")
    news = print_it(pakket)
    assert end(news) == (
        "Opdracht kantoor-1 wordt in de wachtrij vastgehouden.\n"
        "Geef de opdracht vrij met: lp -i kantoor-1 -H resume, of trek de opdracht in met: "
        "cancel kantoor-1"
    )


def test_a_printer_that_is_stopped_while_the_job_waits(cups: Cups, pakket: Pakket) -> None:
    cups.add_bad_printer("kantoor", "traag")
    send(pakket, find_printer("kantoor"), titel="Alkmaar")
    news = print_it(pakket)
    next(news)
    cups.run("cupsdisable", "kantoor")
    assert end(news) == (
        f"Printer kantoor staat stil. Opdracht kantoor-2 wacht in de wachtrij.\n{RESTART} kantoor-2"
    )


def test_a_printer_that_breaks_down(cups: Cups, pakket: Pakket) -> None:
    cups.add_bad_printer("kantoor", "kapot")
    news = print_it(pakket)
    assert end(news) == (
        "Printer kantoor staat stil; de melding is: De lamp is stuk. Opdracht kantoor-1 wacht "
        "in de wachtrij.\n"
        f"{RESTART} kantoor-1"
    )


def test_a_job_that_fails(cups: Cups, pakket: Pakket) -> None:
    cups.add_bad_printer("kantoor", "kapot")
    cups.run("lpadmin", "-p", "kantoor", "-o", "printer-error-policy=abort-job")
    news = print_it(pakket)
    assert end(news) == (f"Opdracht kantoor-1 is mislukt; de melding is: De lamp is stuk.\n{LOOK}")


def test_a_job_that_cups_cannot_make_ready(cups: Cups, pakket: Pakket) -> None:
    cups.add_printer("kantoor")
    (cups.folder / "temp").chmod(0o700)
    news = print_it(pakket)
    assert end(news) == (
        "Opdracht kantoor-1 is blijven steken; de melding is: Filter failed.\n"
        "Vraag uw beheerder te kijken, of trek de opdracht in met: cancel kantoor-1"
    )


@pytest.mark.parametrize(("trouble", "told"), [("traag", ""), ("papier-op", "; het papier is op")])
def test_a_job_that_takes_too_long(cups: Cups, pakket: Pakket, trouble: str, told: str) -> None:
    cups.add_bad_printer("kantoor", trouble)
    news = print_it(pakket, time_limit=1)
    assert end(news) == (
        f"Opdracht kantoor-1 is na 1 seconden nog niet afgedrukt{told}.\n"
        "De opdracht blijft in de wachtrij en wordt afgedrukt zodra dat kan. Kijk bij de printer, "
        "of trek de opdracht in met: cancel kantoor-1"
    )
    assert cups.run("lpstat", "-o").startswith("kantoor-1 ")


def test_windows_prints_itself_where_there_is_no_cups(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[tuple[Path, str]] = []
    monkeypatch.setattr(os, "startfile", lambda *what: asked.append(what), raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not needs_windows()
    with pytest.raises(NotImplementedError):
        print_on_windows(tmp_path / "pakket.pdf")
    monkeypatch.setattr(sys, "platform", "win32")
    assert needs_windows()
    print_on_windows(tmp_path / "pakket.pdf")
    assert asked == [(tmp_path / "pakket.pdf", "print")]


def test_windows_without_a_program_for_pdfs(monkeypatch: pytest.MonkeyPatch) -> None:
    def startfile(path: Path, verb: str) -> None:
        raise OSError(22, f"no program can {verb}", str(path))

    monkeypatch.setattr(os, "startfile", startfile, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(PrinterError) as caught:
        print_on_windows(Path("pakket.pdf"))
    assert message(caught) == (
        "Windows kan pakket.pdf niet afdrukken: zoiets kan op deze plek niet.\n"
        "Open het bestand zelf en druk het van daaruit af."
    )
