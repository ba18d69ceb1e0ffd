"""LibreOffice: the real one, and stand-ins that fail in the ways that it can."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from hulp.lengte import sample
from hulp.libreoffices import left_empty, processes_in, started, word_files
from hulp.omzetten import to_pdf
from overeenkomstgen.cli.afloop import ExitCode, code_of
from overeenkomstgen.errors import ToolError
from overeenkomstgen.office.hier import Hier
from overeenkomstgen.office.installatie import Installatie, find_libreoffice
from overeenkomstgen.office.libreoffice import LibreOffice, lay_out, pipe_of
from overeenkomstgen.office.omzetting import Omzetting, Werkers
from overeenkomstgen.schijf.process import run

NO_PDF = "LibreOffice maakt er geen PDF van; kijk of Word het kan openen."

LINKED_IMAGE = f"""
<w:p {nsdecls("w", "wp", "a", "pic", "r")}><w:r><w:drawing><wp:inline>
<wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="beeld"/><a:graphic>
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>
<pic:nvPicPr><pic:cNvPr id="0" name="beeld"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip r:link="{{}}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>
<a:prstGeom prst="rect"/></pic:spPr>
</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>
"""

WAITING = """
import time
from overeenkomstgen.office.libreoffice import LibreOffice
from overeenkomstgen.office.installatie import find_libreoffice

waiting = LibreOffice.start(find_libreoffice())
print("klaar", flush=True)
time.sleep(300)
"""

INTERRUPTED = """
import sys
from pathlib import Path
from overeenkomstgen.office.installatie import find_libreoffice
from overeenkomstgen.office.omzetting import Werkers

werkers = Werkers(find_libreoffice(), Path(sys.argv[1]), 60, 2)
for omzetting in werkers.convert([Path(name) for name in sys.argv[2:]]):
    print(omzetting.pdf, flush=True)
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the test a temporary folder of its own; nothing may be left in it or at work in it."""
    with left_empty(tmp_path / "tijdelijk", monkeypatch) as folder:
        yield folder


@pytest.fixture
def office() -> Installatie:
    return find_libreoffice()


def sockets_of(pid: int) -> list[Path]:
    """Return the sockets with a name on which a program listens."""
    opened = set()
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # it was closed meanwhile
            opened.add(str(handle.readlink()))
    listed = [line.split() for line in Path("/proc/net/unix").read_text().splitlines()]
    return [Path(one[7]) for one in listed if len(one) == 8 and f"socket:[{one[6]}]" in opened]


def stand_in(folder: Path, script: str) -> Installatie:
    """Make a program that passes for LibreOffice.

    It knows the folder for its PDFs as ``$out`` and calls ``make`` for each of the Word files.
    """
    program = folder / "soffice"
    program.write_text(
        f"#!/bin/sh\nmake() {{\n{script}\n}}\n"
        'while [ "$1" != --outdir ]; do shift; done\nout=$2\nshift 2\n'
        'for file; do make "$file" "$out/$(basename "$file" .docx).pdf"; done\n'
    )
    program.chmod(0o755)
    return Installatie(program)


def whole(omzettingen: Sequence[Omzetting], sources: Sequence[Path], out: Path) -> bool:
    """Tell whether there is a readable PDF of each Word file, reported once."""
    for omzetting in omzettingen:
        assert omzetting == Omzetting(omzetting.source, out / f"{omzetting.source.stem}.pdf")
        with pikepdf.open(out / f"{omzetting.source.stem}.pdf") as pdf:
            assert len(pdf.pages) == 1
    assert sorted(path.name for path in out.iterdir()) == [f"{s.stem}.pdf" for s in sources]
    return sorted(omzetting.source for omzetting in omzettingen) == list(sources)


def test_the_pdf_is_made_for_the_archive(tmp_path: Path, office: Installatie) -> None:
    (made,) = to_pdf(word_files(tmp_path, 1), tmp_path / "pdf", office=office)
    assert made.pdf
    with pikepdf.open(made.pdf) as pdf:
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "B")
        assert metadata["pdfuaid:part"] == "1"
        assert pdf.Root.MarkInfo.Marked
        assert [str(entry.title) for entry in pdf.open_outline().root] == ["Artikel 1"]


@pytest.mark.ongemeten
def test_gives_a_file_before_the_next_are_ready(tmp_path: Path, office: Installatie) -> None:
    sources = word_files(tmp_path, 12)
    with closing(to_pdf(sources, tmp_path / "pdf", office=office, workers=1)) as made:
        assert next(made).source == sources[0]
        assert len(list((tmp_path / "pdf").iterdir())) < len(sources)


def test_nothing_to_do(tmp_path: Path, office: Installatie) -> None:
    assert list(to_pdf([], tmp_path / "pdf", office=office)) == []


def test_more_files_than_one_libreoffice_gets(
    tmp_path: Path, office: Installatie, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("overeenkomstgen.office.omzetting.MOST", 2)
    sources = word_files(tmp_path, 3)
    made = list(to_pdf(sources, tmp_path / "pdf", office=office, workers=1))
    assert whole(made, sources, tmp_path / "pdf")


@pytest.mark.parametrize("locale", sample(["C", "POSIX", "tr_TR.UTF-8"], 2))
def test_any_folder_name_in_any_locale(
    locale: str, tmp_path: Path, office: Installatie, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    folder = tmp_path / "Überlingen 100% #1 één"
    sources = word_files(folder, 2)
    made = list(to_pdf(sources, folder / "pdf ë", office=office, workers=1))
    assert whole(made, sources, folder / "pdf ë")


def test_a_relative_path(
    tmp_path: Path, office: Installatie, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    word_files(tmp_path, 1)
    (made,) = to_pdf([Path("brief 0.docx")], Path("pdf"), office=office)
    assert made == Omzetting(Path("brief 0.docx"), tmp_path / "pdf" / "brief 0.pdf")


@pytest.mark.parametrize("other", ["a/brief.docx", "a/BRIEF.docx", "a/brief.doc"])
def test_two_files_of_one_name(other: str, tmp_path: Path, office: Installatie) -> None:
    with pytest.raises(ValueError, match="two Word files of one name would give one PDF"):
        list(to_pdf([Path("brief.docx"), Path(other)], tmp_path / "pdf", office=office))


def test_a_corrupt_file_among_good_ones(tmp_path: Path, office: Installatie) -> None:
    good = word_files(tmp_path, 6)
    bad = tmp_path / "brief 2b.docx"
    bad.write_bytes(good[2].read_bytes()[:3000])
    made = list(to_pdf([*good[:3], bad, *good[3:]], tmp_path / "pdf", office=office))
    assert [one for one in made if one.problem] == [Omzetting(bad, None, NO_PDF)]
    assert whole([one for one in made if not one.problem], good, tmp_path / "pdf")


def test_text_that_is_no_word_file_is_refused(tmp_path: Path, office: Installatie) -> None:
    """LibreOffice would make a PDF of any text."""
    source = tmp_path / "brief.docx"
    source.write_text("Geachte heer")
    assert list(to_pdf([source], tmp_path / "pdf", office=office)) == [
        Omzetting(source, None, NO_PDF)
    ]


@pytest.mark.ongemeten
def test_a_libreoffice_that_is_killed(tmp_path: Path, temporary: Path, office: Installatie) -> None:
    sources, made = word_files(tmp_path, 10), []
    for omzetting in to_pdf(sources, tmp_path / "pdf", office=office, workers=1):
        made.append(omzetting)
        if len(made) == 1:
            (pid,) = processes_in(temporary, "soffice.bin")
            os.kill(pid, signal.SIGKILL)
    assert whole(made, sources, tmp_path / "pdf")


def test_every_libreoffice_is_killed_time_and_again(
    tmp_path: Path, temporary: Path, office: Installatie
) -> None:
    """Every file gets its two tries, and no more: the line must come to an end."""
    sources, ended = word_files(tmp_path, 2), threading.Event()

    def kill() -> None:
        while not ended.wait(0.02):
            for victim in processes_in(temporary, "soffice.bin"):
                os.kill(victim, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    made = list(to_pdf(sources, tmp_path / "pdf", office=office))
    ended.set()
    killer.join()
    assert sorted(made, key=lambda one: one.source) == [
        Omzetting(source, None, NO_PDF) for source in sources
    ]


def test_closed_early_nothing_is_left(tmp_path: Path, temporary: Path, office: Installatie) -> None:
    """Also no socket: it is in /tmp, where other LibreOffices may have theirs."""
    with closing(to_pdf(word_files(tmp_path, 9), tmp_path, office=office, workers=1)) as made:
        next(made)
        (pid,) = processes_in(temporary, "soffice.bin")
        sockets = sockets_of(pid)
        assert len(sockets) == 1
        assert sockets[0].exists()
    assert not sockets[0].exists()
    assert not list(temporary.iterdir())


def test_a_libreoffice_that_hangs(tmp_path: Path) -> None:
    """It hangs on one file, with a child, and does not listen when it is asked to end."""
    hanging = stand_in(
        tmp_path,
        """echo "convert $1 -> $2 using filter : x"
        case $1 in *1.docx) trap '' TERM; sleep 300 & wait; sleep 300;; esac
        printf '%%PDF-1.6\\n%%%%EOF\\n' > "$2\"""",
    )
    sources = word_files(tmp_path, 4)
    made = list(to_pdf(sources, tmp_path / "pdf", office=hanging, workers=1, idle_limit=2))
    assert sorted(made, key=lambda one: one.source) == [  # on a busy machine 2 s is not much
        Omzetting(sources[0], tmp_path / "pdf" / "brief 0.pdf"),
        Omzetting(sources[1], None, "LibreOffice was er na 2 seconden nog niet mee klaar."),
        Omzetting(sources[2], tmp_path / "pdf" / "brief 2.pdf"),
        Omzetting(sources[3], tmp_path / "pdf" / "brief 3.pdf"),
    ]


@pytest.mark.ongemeten
@pytest.mark.parametrize(
    "script",
    [
        pytest.param("", id="writes nothing"),
        pytest.param("exit 127", id="stops"),
        pytest.param(": > $2", id="writes an empty file"),
        pytest.param("printf '%%PDF-1.6 en dan' > \"$2\"", id="writes half a file"),
        pytest.param("echo 'Error' > \"$2\"", id="writes something else"),
        pytest.param('mkdir "$2"', id="makes a folder"),
    ],
)
def test_a_libreoffice_that_makes_nothing_of_it(script: str, tmp_path: Path) -> None:
    sources = word_files(tmp_path, 2)
    made = to_pdf(sources, tmp_path / "pdf", office=stand_in(tmp_path, script), workers=1)
    assert list(made) == [Omzetting(source, None, NO_PDF) for source in sources]
    assert not list((tmp_path / "pdf").iterdir())


def test_a_libreoffice_that_fails_on_everything(tmp_path: Path) -> None:
    """It is not asked to go through all the files."""
    office = stand_in(tmp_path, f"echo >> '{tmp_path}/gevraagd'; exit 1")
    with pytest.raises(ToolError) as error:
        list(to_pdf(word_files(tmp_path, 20), tmp_path / "pdf", office=office))
    assert str(error.value) == (
        f"LibreOffice ({office.executable}) maakt geen enkele PDF.\n"
        "Kijk of een van de Word-bestanden in LibreOffice te openen is. "
        "Zo niet, installeer LibreOffice dan opnieuw."
    )
    assert (tmp_path / "gevraagd").stat().st_size < 12


def test_a_libreoffice_that_cannot_start(tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bestaat/niet\n")
    program.chmod(0o755)
    with pytest.raises(ToolError) as error:
        list(to_pdf(word_files(tmp_path, 3), tmp_path / "pdf", office=Installatie(program)))
    assert str(error.value) == (
        f"LibreOffice ({program}) is niet te starten.\nInstalleer LibreOffice opnieuw."
    )


def test_the_folder_for_the_pdfs_goes_away(tmp_path: Path, office: Installatie) -> None:
    sources = word_files(tmp_path, 9)
    made = to_pdf(sources, tmp_path / "pdf", office=office)
    next(made)
    (tmp_path / "pdf").rename(tmp_path / "weg")  # at once, whatever comes into it meanwhile
    with pytest.raises(FileNotFoundError):
        list(made)


def test_one_that_was_started_early_is_fed(
    tmp_path: Path, temporary: Path, office: Installatie
) -> None:
    sources = word_files(tmp_path / "met, komma \\ é", 3)
    with Hier(office, 60, 1) as hier:
        hier.warm_up(2)
        hier.warm_up(1)  # it is there already
        (pid,) = started(temporary, 1)
        out = tmp_path / "pdf"
        work = to_pdf(sources, out, office=office, workers=1, early=hier.early)
        first = next(work)
        assert processes_in(temporary, "soffice.bin") == [pid]
        assert whole([first, *work], sources, out)


def test_one_that_was_started_early_is_ended_when_there_is_no_work(
    temporary: Path, office: Installatie
) -> None:
    with Hier(office, 60, 2) as hier:
        hier.warm_up(41)
        assert len(started(temporary, 2)) == 2


def test_one_that_was_started_early_and_died_is_replaced(
    tmp_path: Path, temporary: Path, office: Installatie
) -> None:
    sources = word_files(tmp_path, 3)
    with Hier(office, 60, 1) as hier:
        hier.warm_up(1)
        os.kill(started(temporary, 1)[0], signal.SIGKILL)
        out = tmp_path / "pdf"
        made = list(to_pdf(sources, out, office=office, workers=1, early=hier.early))
    assert whole(made, sources, out)


def test_no_early_start_of_a_libreoffice_that_is_not_known(tmp_path: Path) -> None:
    """Another program of that name may not wait for work."""
    with Hier(stand_in(tmp_path, ""), 60, 2) as hier:
        hier.warm_up(2)
        assert not hier.early


def test_what_does_not_listen_is_not_fed(tmp_path: Path) -> None:
    with LibreOffice.start(stand_in(tmp_path, "")) as libreoffice:
        assert not libreoffice.feed(word_files(tmp_path, 1))


def test_what_talks_otherwise_is_not_fed(tmp_path: Path) -> None:
    """Another program may listen where LibreOffice would."""
    busy = stand_in(tmp_path, "sleep 300")
    with LibreOffice.start(busy, word_files(tmp_path, 1)) as libreoffice:
        pipe = pipe_of(libreoffice.folder / ".profile")
        assert pipe
        with socket.socket(socket.AF_UNIX) as other:
            other.bind(str(pipe))
            other.listen()
            with ThreadPoolExecutor() as talker:
                line = talker.submit(other.accept)
                line.add_done_callback(lambda line: line.result()[0].sendall(b"Dag!\0"))
                assert not libreoffice.feed(word_files(tmp_path, 1))
            line.result()[0].close()


def test_files_that_still_come_are_worked_on(tmp_path: Path, office: Installatie) -> None:
    """Nothing is given before the last file has come: until then nothing may be published."""
    sources, seen = word_files(tmp_path, 4), []

    def come() -> Iterator[Path]:
        for source in sources:
            seen.append(source)
            yield source

    made = to_pdf(come(), tmp_path / "pdf", office=office)
    first = next(made)
    assert seen == sources
    assert whole([first, *made], sources, tmp_path / "pdf")


def test_when_the_files_stop_coming_everything_ends(tmp_path: Path, office: Installatie) -> None:
    def come() -> Iterator[Path]:
        yield word_files(tmp_path, 1)[0]
        raise ValueError("het sjabloon is niet te vullen")

    with pytest.raises(ValueError, match="het sjabloon is niet te vullen"):
        list(to_pdf(come(), tmp_path / "pdf", office=office))


@pytest.mark.parametrize(
    ("files", "workers", "reeksen"),
    [
        (41, 2, [21, 20]),
        (42, 2, [21, 21]),
        (41, 4, [11, 11, 11, 8]),
        (3, 2, [2, 1]),
        (101, 1, [100, 1]),
        (250, 2, [100, 75, 38, 20, 17]),
    ],
)
def test_the_work_is_divided(
    files: int, workers: int, reeksen: list[int], office: Installatie, tmp_path: Path
) -> None:
    """No LibreOffice gets so much that it grows too large, or so little that another waits."""
    werkers = Werkers(office, tmp_path, 60, workers)
    for number in range(files):
        werkers.put(Path(f"{number}.docx"))
    werkers.end()
    assert [len(reeks) for reeks in iter(werkers._take, ())] == reeksen  # noqa: SLF001 - the division


def test_a_libreoffice_does_not_outlive_a_program_that_is_killed(temporary: Path) -> None:
    """Also when it only waits for work, it ends; what it listened on is all that it leaves."""
    with subprocess.Popen([sys.executable, "-c", WAITING], stdout=subprocess.PIPE) as program:
        assert program.stdout
        assert program.stdout.readline() == b"klaar\n"
        assert started(temporary, 1)
        program.kill()
    for left in temporary.iterdir():
        deadline = time.monotonic() + 300
        while processes_in(temporary) and time.monotonic() < deadline:
            time.sleep(0.01)
        pipe = pipe_of(left / ".profile")
        assert pipe
        pipe.unlink(missing_ok=True)
        shutil.rmtree(left)


@pytest.mark.ongemeten
def test_interrupted(tmp_path: Path, temporary: Path) -> None:
    """Ctrl-C in the terminal: the program gets a signal, LibreOffice does not."""
    files = map(str, word_files(tmp_path, 12))
    command = [sys.executable, "-c", INTERRUPTED, str(tmp_path / "pdf"), *files]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.stdout
        assert program.stdout.readline().startswith(bytes(tmp_path))
        assert processes_in(temporary, "soffice.bin")
        program.send_signal(signal.SIGINT)
        _, errors = program.communicate(timeout=300)
    assert errors.splitlines()[-1] == b"KeyboardInterrupt"
    assert program.returncode == -signal.SIGINT


def test_no_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OVEREENKOMSTGEN_SOFFICE", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolError) as error:
        find_libreoffice()
    assert code_of(error.value) == ExitCode.TOOL
    assert str(error.value) == (
        "LibreOffice is niet gevonden; daarmee worden de PDF's gemaakt.\n"
        "Installeer het, of vraag uw beheerder dat te doen, "
        "met: sudo apt-get install libreoffice-writer-nogui"
    )


def test_the_setting_goes_before_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = stand_in(tmp_path, "").executable
    monkeypatch.setenv("OVEREENKOMSTGEN_SOFFICE", str(program))
    assert find_libreoffice() == Installatie(program)


def test_the_setting_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OVEREENKOMSTGEN_SOFFICE", "/bestaat/niet/soffice")
    with pytest.raises(ToolError) as error:
        find_libreoffice()
    assert str(error.value) == (
        "De instelling OVEREENKOMSTGEN_SOFFICE wijst naar /bestaat/niet/soffice, "
        "maar dat is geen programma.\n"
        "Verbeter die instelling, of haal haar weg om LibreOffice te laten zoeken."
    )


def test_the_profile_spares_a_second_start_and_a_self_test(
    tmp_path: Path, office: Installatie
) -> None:
    """Started by itself, soffice.bin asks with exit code 81 to be started again."""
    (source,) = word_files(tmp_path, 1)
    program = office.executable.resolve().parent / "soffice.bin"
    lay_out(tmp_path / "profiel", office.build)
    command = [str(program), f"-env:UserInstallation={(tmp_path / 'profiel').as_uri()}"]
    command += ["--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    exit_code, _ = run(command, idle_limit=60)
    assert exit_code == 0
    assert source.with_suffix(".pdf").exists()
    assert not (tmp_path / "profiel" / "user" / "GraphicsRenderTests.log").exists()


@contextmanager
def listener() -> Iterator[tuple[str, list[str]]]:
    """Listen on this machine, and remember what was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_OPTIONS = do_PROPFIND = do_HEAD = do_GET  # noqa: N815 - the names that the server calls

        def log_message(self, *_: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()


def test_nothing_is_fetched_from_elsewhere(tmp_path: Path, office: Installatie) -> None:
    source = tmp_path / "brief.docx"
    document = docx.Document()
    with listener() as (address, asked):
        link = document.part.relate_to(
            f"{address}/beeld.png", RELATIONSHIP_TYPE.IMAGE, is_external=True
        )
        document.element.body.insert(0, parse_xml(LINKED_IMAGE.format(link)))
        document.save(str(source))
        (made,) = to_pdf([source], tmp_path / "pdf", office=office)
        assert made.pdf
        assert asked == []
        profile = f"-env:UserInstallation={(tmp_path / 'gewoon').as_uri()}"
        command = [str(office.executable), profile, "--headless", "--convert-to", "pdf"]
        run([*command, "--outdir", str(tmp_path), str(source)], idle_limit=60)
        assert "/beeld.png" in asked
