"""The client of CBS, against a server on this computer with the faults of the real one."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hulp import cbsserver
from hulp.cbsserver import cbs_server
from overeenkomstgen.cli.afloop import ExitCode, code_of
from overeenkomstgen.inwoners.bevolking import Bevolking
from overeenkomstgen.inwoners.cbs import GeenCijfersError, fetch_bevolking
from overeenkomstgen.inwoners.cbsdienst import ADDRESS, CbsError, find_cbs
from overeenkomstgen.schijf.ophalen import OphaalError, Ophaler

DAY = date(2022, 1, 1)
KEY = "2022JJ00"
NAMES = {"GM0141": "Almelo", "GM0150": "Deventer", "GM0398": "Heerhugowaard"}
FIGURES = {("GM0141", KEY): 73155, ("GM0150", KEY): 101446, ("GM0398", KEY): None}
FOUND = Bevolking(FIGURES, NAMES)
PASSING = "Er is niets gewijzigd. Probeer het later opnieuw."
LASTING = (
    "Er is niets gewijzigd. Vul de inwoners zelf in met de cijfers van CBS StatLine, en laat wie "
    "het programma onderhoudt dit nakijken."
)
UNSAFE = "de website verwijst naar een adres dat niet veilig is (code 302)"
NOBODY = "er komt geen verbinding tot stand of zij valt weg; kijk of er internet is"
NOT_YET = "CBS heeft nog geen aantallen inwoners van 1 januari 2022."
NOT_THERE = "CBS heeft in tabel 70072ned geen aantallen inwoners van 1 januari 2022."
MISSHAPEN = "Het antwoord van CBS (tabel 70072ned) ziet er anders uit dan verwacht: "


def client(address: str, **settings: Any) -> Ophaler:  # noqa: ANN401 - as Ophaler has them
    return Ophaler(address, **{"time_limit": 5.0, "pauses": (0.0, 0.0), **settings})


def refused(cbs: Ophaler, day: date = DAY) -> tuple[str, str]:
    with pytest.raises(CbsError) as caught:
        fetch_bevolking(cbs, day)
    assert code_of(caught.value) == ExitCode.TOOL
    return caught.value.message, caught.value.advice


def test_the_figures_names_and_questions() -> None:
    with cbs_server(figures=FIGURES, names=NAMES) as server:
        assert fetch_bevolking(client(server.address), DAY) == FOUND
    table = "/ODataFeed/odata/70072ned"
    assert server.asked == [
        f"{table}/Perioden?$format=json",
        f"{table}/RegioS?$format=json",
        (
            f"{table}/TypedDataSet?$format=json&$filter=Perioden%20eq%20'2022JJ00'%20and%20"
            "startswith(RegioS,'GM')&$select=RegioS,Perioden,TotaleBevolking_1"
        ),
    ]


@pytest.mark.parametrize(
    "link",
    [
        str,
        lambda address: address.replace("%20", " "),
        lambda address: address[address.index("/ODataFeed") :],
    ],
    ids=["as it is", "with spaces", "without a host"],
)
def test_page_after_page(link: Callable[[str], str]) -> None:
    with cbs_server(figures=FIGURES, names=NAMES, page_size=1, link=link) as server:
        assert fetch_bevolking(client(server.address), DAY) == FOUND
    assert len(server.asked) == 1 + 4 + 3


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cbsserver.make_certificate(tmp_path_factory.mktemp("tls"))


def test_an_encrypted_service_stays_encrypted(
    monkeypatch: pytest.MonkeyPatch, certificate: Path
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    def plain(address: str) -> str:
        return address.replace("https://", "http://")

    with cbs_server(certificate, figures=FIGURES, names=NAMES, page_size=2, link=plain) as server:
        assert fetch_bevolking(client(server.address), DAY) == FOUND
        server.faults = [cbsserver.redirect(plain(server.address))]
        assert refused(client(server.address))[0] == f"CBS geeft geen cijfers: {UNSAFE}."


def test_a_service_that_is_not_who_it_says(certificate: Path) -> None:
    with cbs_server(certificate) as server:
        assert refused(client(server.address)) == (
            "CBS geeft geen cijfers: het beveiligingscertificaat van de website klopt niet.",
            LASTING,
        )
    assert not server.asked


@pytest.mark.parametrize(
    "link",
    [
        lambda _: 2,
        lambda _: "file:///etc/hostname",
        lambda _: "https://elders.voorbeeld.nl/70072ned",
        lambda address: address.replace("127.0.0.1", "10.0.0.1"),
        lambda _: "http://[",
    ],
)
def test_a_next_page_somewhere_else(link: Callable[[str], object]) -> None:
    with cbs_server(figures=FIGURES, names=NAMES, page_size=1, link=link) as server:
        what, advice = refused(client(server.address))
    assert what in {
        f"{MISSHAPEN}de volgende bladzijde staat ergens anders.",
        f"{MISSHAPEN}het adres van de volgende bladzijde is geen tekst.",
    }
    assert advice == LASTING
    assert len(server.asked) == 2


@pytest.mark.parametrize("target", ["file:{}", "FILE:{}", "data:,{}", "http://10.0.0.1{}"])
def test_nothing_but_the_service_is_opened(tmp_path: Path, target: str) -> None:
    """What urllib opens as well: a caller that asks for it does not get it."""
    (tmp_path / "geheim").write_text("geheim", encoding="ascii")
    for address in ("http://127.0.0.1:9", ADDRESS):
        with pytest.raises(OphaalError, match=r"^het adres is niet veilig$"):
            client(address).fetch(target.format(tmp_path / "geheim"))


def test_pages_without_end() -> None:
    with cbs_server(names=NAMES, page_size=1, link=lambda _: "RegioS?$format=json") as server:
        assert refused(client(server.address)) == (
            f"{MISSHAPEN}er komt geen eind aan de bladzijden.",
            LASTING,
        )


@pytest.mark.parametrize(
    "fault",
    [
        cbsserver.status(500),
        cbsserver.status(503),
        cbsserver.hang_up,
        cbsserver.cut_short,
        cbsserver.silence(0.6),
        cbsserver.drip,
    ],
)
def test_what_passes_is_tried_again(fault: Callable[[object], None]) -> None:
    with cbs_server(figures=FIGURES, names=NAMES, faults=[fault, None, None, fault]) as server:
        cbs = client(server.address, time_limit=0.3)
        assert fetch_bevolking(cbs, DAY) == FOUND
    assert len(server.asked) == 5


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (cbsserver.status(503), "er is daar een storing (foutcode 503)"),
        (cbsserver.silence(0.6), "het antwoord blijft te lang uit"),
        (cbsserver.drip, "het antwoord blijft te lang uit"),
        (cbsserver.cut_short, "het antwoord is halverwege afgebroken"),
        (cbsserver.hang_up, NOBODY),
    ],
)
def test_what_does_not_pass(fault: Callable[[object], None], reason: str) -> None:
    with cbs_server(always=fault) as server:
        cbs = client(server.address, time_limit=0.3)
        assert refused(cbs) == (f"CBS geeft geen cijfers: {reason} (na 3 pogingen).", PASSING)
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (cbsserver.status(404), "de vraag wordt geweigerd (foutcode 404)"),
        (cbsserver.status(429), "de vraag wordt geweigerd (foutcode 429)"),
        (cbsserver.redirect("file:///etc/hostname"), UNSAFE),
        (cbsserver.redirect("ftp://127.0.0.1/hostname"), UNSAFE),
        (cbsserver.redirect("data:,hostname"), UNSAFE),
        (cbsserver.redirect("http://voorbeeld.nl/"), UNSAFE),
        (cbsserver.body(b" " * 4097), "het antwoord is groter dan 4.096 bytes"),
    ],
)
def test_what_is_not_tried_again(fault: Callable[[object], None], reason: str) -> None:
    with cbs_server(faults=[None], names=NAMES, always=fault) as server:
        cbs = client(server.address, max_bytes=4096)
        assert refused(cbs) == (f"CBS geeft geen cijfers: {reason}.", LASTING)
    assert len(server.asked) == 2


def test_a_fault_that_turns_into_a_refusal() -> None:
    with cbs_server(faults=[cbsserver.status(500)], always=cbsserver.status(403)) as server:
        assert "(foutcode 403)." in refused(client(server.address, pauses=(0.0,)))[0]
    assert len(server.asked) == 2


def test_a_safe_reference_is_followed() -> None:
    with cbs_server(figures=FIGURES, names=NAMES) as server:
        server.faults = [cbsserver.redirect(f"{server.address}/70072ned/Perioden?$format=json")]
        assert fetch_bevolking(client(server.address), DAY) == FOUND
    assert len(server.asked) == 4


def test_nobody_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        what = f"CBS geeft geen cijfers: {NOBODY} (na 3 pogingen)."
        assert refused(client(address)) == (what, PASSING)


@pytest.mark.parametrize(
    "content",
    [
        *(b'{"value": [{"Key": "2022JJ', b"", b'{"value": [NaN]}', b"[" * 100_000),
        b'{"value": ["\xff"]}',
    ],
)
def test_no_json(content: bytes) -> None:
    with cbs_server(always=cbsserver.body(content)) as server:
        assert refused(client(server.address)) == (
            "Het antwoord van CBS is niet te lezen: het is geen geldige JSON.",
            PASSING,
        )


def test_a_web_page() -> None:
    page = b"\r\n<!DOCTYPE html><html><body>Inloggen</body></html>"
    with cbs_server(always=cbsserver.body(page)) as server:
        assert refused(client(server.address)) == (
            "CBS stuurde een webpagina in plaats van cijfers.",
            (
                "Er is niets gewijzigd. Misschien is er een storing bij CBS, of vraagt uw netwerk "
                "om eerst in te loggen. Probeer het later opnieuw."
            ),
        )


def a_row(code: str = "GM0150", **figure: object) -> dict[str, object]:
    return {"RegioS": code, "Perioden": KEY, **figure}


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        ([], "het antwoord heeft een andere vorm"),
        ({"d": []}, "er staat geen lijst in"),
        ({"value": {}}, "er staat geen lijst in"),
        ({"value": [1]}, "een regel heeft een andere vorm"),
        ({"value": [{"Identifier": KEY}]}, "het veld Key ontbreekt of is geen tekst"),
        ({"value": [{"Key": 2022}]}, "het veld Key ontbreekt of is geen tekst"),
    ],
)
def test_another_shape(answer: object, what: str) -> None:
    with cbs_server(always=cbsserver.body(json.dumps(answer).encode())) as server:
        assert refused(client(server.address)) == (f"{MISSHAPEN}{what}.", LASTING)


@pytest.mark.parametrize(
    ("found", "what"),
    [
        *(
            (
                [a_row(TotaleBevolking_1=figure)],
                f"in het veld TotaleBevolking_1 staat geen heel getal, maar {figure}",
            )
            for figure in ("101446", 101446.5, True, [1])
        ),
        ([a_row()], "het veld TotaleBevolking_1 ontbreekt"),
        (
            [a_row(TotaleBevolking_1=101446), a_row("GM0150    ", TotaleBevolking_1=101447)],
            "voor GM0150 staan er twee verschillende getallen in",
        ),
    ],
)
def test_rows_that_cannot_be(found: list[object], what: str) -> None:
    with cbs_server(names=NAMES, faults=[None, None, cbsserver.rows(*found)]) as server:
        assert refused(client(server.address)) == (f"{MISSHAPEN}{what}.", LASTING)


def test_a_whole_number_with_a_point() -> None:
    with cbs_server(figures={("GM0150", KEY): 101446.0}, names=NAMES) as server:
        found = fetch_bevolking(client(server.address), DAY)
    assert found.cijfers == {("GM0150", KEY): 101446}


@pytest.mark.parametrize(
    ("periods", "message"),
    [
        (["2020JJ00", "2021JJ00"], NOT_YET),
        ([], NOT_YET),
        (["2021JJ00", "2022JJ00"], NOT_YET),
        (["2022JJ00", "2023JJ00"], NOT_THERE),
        (["2021JJ00", "2023JJ00"], NOT_THERE),
    ],
    ids=["to come", "empty list", "newest is empty", "older is empty", "left out"],
)
def test_no_figures_of_the_day(periods: list[str], message: str) -> None:
    figures = dict.fromkeys(FIGURES)
    with (
        cbs_server(figures=figures, names=NAMES, periods=dict.fromkeys(periods)) as server,
        pytest.raises(GeenCijfersError) as caught,
    ):
        fetch_bevolking(client(server.address), DAY)
    assert caught.value.message == message
    assert code_of(caught.value) == ExitCode.INPUT


def test_figures_that_are_not_final() -> None:
    remark = "Uitkomsten zijn voorlopig over:\r\nBevolking\r\nLandbouw\r\n"
    with cbs_server(figures=FIGURES, names=NAMES, periods={KEY: remark}) as server:
        found = fetch_bevolking(client(server.address), DAY)
        assert found.voorbehoud == "Uitkomsten zijn voorlopig over: Bevolking Landbouw"
        server.periods = {KEY: f"Voorlopig: {'landbouw ' * 100}"}
        found = fetch_bevolking(client(server.address), DAY)
        assert (found.voorbehoud[-6:], len(found.voorbehoud)) == ("ouw l…", 400)
        server.periods = {KEY: "Alle uitkomsten zijn definitief"}
        assert not fetch_bevolking(client(server.address), DAY).voorbehoud


@pytest.mark.parametrize(
    ("setting", "address"),
    [
        (None, ADDRESS),
        ("", ADDRESS),
        ("https://proef.cbs.nl/odata/", "https://proef.cbs.nl/odata"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_the_address(monkeypatch: pytest.MonkeyPatch, setting: str | None, address: str) -> None:
    if setting is None:
        monkeypatch.delenv("OVEREENKOMSTGEN_CBS", raising=False)
    else:
        monkeypatch.setenv("OVEREENKOMSTGEN_CBS", setting)
    assert find_cbs() == Ophaler(address)


@pytest.mark.parametrize(
    "setting",
    ["http://opendata.cbs.nl", "file:///etc", "opendata.cbs.nl", "https://", "https://[", "abc"],
)
def test_an_address_that_is_not_safe(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv("OVEREENKOMSTGEN_CBS", setting)
    with pytest.raises(CbsError) as caught:
        find_cbs()
    assert str(caught.value) == (
        f"De instelling OVEREENKOMSTGEN_CBS is {setting.rstrip('/')}, maar dat is geen adres dat "
        "met https:// begint.\n"
        "Verbeter die instelling, of haal haar weg om het gewone adres van CBS te gebruiken."
    )
