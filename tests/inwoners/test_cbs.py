"""The client of CBS, against servers on this computer with the faults of the real ones."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from hulp import cbsserver
from hulp.cbsserver import CbsServer, cbs_server
from overeenkomstgen.cli.afloop import ExitCode, code_of
from overeenkomstgen.errors import RefusalError
from overeenkomstgen.inwoners.afwijkingen import Bevolking
from overeenkomstgen.inwoners.cbs import CbsError, Dienst, fetch_bevolking
from overeenkomstgen.inwoners.inwoners import ADDRESS, FORMER, find_cbs
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
TOTAL = "Totale bevolking"
MISSHAPEN = "Het antwoord van CBS (tabel 70072ned) ziet er anders uit dan verwacht: "


Diensten = tuple[Dienst, ...]
Serve = Callable[..., AbstractContextManager[CbsServer]]


@pytest.fixture(params=["v4", "v3"])
def version(request: pytest.FixtureRequest) -> str:
    """Name each version of the service in turn."""
    return str(request.param)


@pytest.fixture
def serve(version: str) -> Serve:
    """Run a server that speaks a version."""
    return partial(cbs_server, version=version)


@pytest.fixture
def lists(version: str) -> int:
    """Return how many lists are asked for before the figures."""
    return {"v4": 3, "v3": 2}[version]


def ophaler(address: str, **settings: Any) -> Ophaler:  # noqa: ANN401 - as Ophaler has them
    return Ophaler(address, **{"attempt_limit": 5.0, "pauses": (0.0, 0.0), **settings})


LONG, SHORT = 60.0, 0.6  # seconds for an answer; the short one is for who waits in vain


def client(server: CbsServer, **settings: Any) -> tuple[Dienst]:  # noqa: ANN401 - the same
    """Return what asks a server in the version that it speaks, and in no other."""
    return (Dienst(ophaler(server.address, **settings), v4=server.version == "v4"),)


def both(newer: str, older: str) -> tuple[Dienst, Dienst]:
    """Return what asks the newer version at an address, and then the older at another."""
    return Dienst(ophaler(newer), v4=True), Dienst(ophaler(older), v4=False)


def refused(cbs: Diensten, day: date = DAY) -> tuple[str, str]:
    with pytest.raises(CbsError) as caught:
        fetch_bevolking(cbs, day)
    assert code_of(caught.value) == ExitCode.TOOL
    return caught.value.message, caught.value.advice


def a_row(code: str = "GM0150", **figure: object) -> dict[str, object]:
    return {"RegioS": code, "Perioden": KEY, "Measure": cbsserver.MEASURE, **figure}


def a_figure(figure: object, code: str = "GM0150") -> dict[str, object]:
    """Return a row with a figure, in the column that it has in either version."""
    return a_row(code, TotaleBevolking_1=figure, Value=figure)


def test_the_figures_names_and_questions() -> None:
    with cbs_server(figures=FIGURES, names=NAMES) as server:
        assert fetch_bevolking(client(server), DAY) == FOUND
    table = "/odata/v1/CBS/70072ned"
    assert server.asked == [
        (f"{table}/MeasureCodes?$filter=Identifier%20eq%20'M000352_3'&$select=Identifier,Title"),
        f"{table}/PeriodenCodes",
        f"{table}/RegioSCodes",
        (
            f"{table}/Observations?$filter=Measure%20eq%20'M000352_3'%20and%20"
            "Perioden%20eq%20'2022JJ00'%20and%20startswith(RegioS,'GM')"
            "&$select=RegioS,Perioden,Value,Measure"
        ),
    ]
    assert not server.strange


def test_the_older_version_when_the_newer_is_not_there() -> None:
    """One address may be that of either; as in OVEREENKOMSTGEN_CBS."""
    with cbs_server(figures=FIGURES, names=NAMES, version="v3") as server:
        assert fetch_bevolking(both(server.address, server.address), DAY) == FOUND
    table = "/ODataFeed/odata/70072ned"
    assert len(server.strange) == 1
    assert server.asked == [
        f"{table}/Perioden?$format=json",
        f"{table}/RegioS?$format=json",
        (
            f"{table}/TypedDataSet?$format=json&$filter=Perioden%20eq%20'2022JJ00'%20and%20"
            "startswith(RegioS,'GM')&$select=RegioS,Perioden,TotaleBevolking_1"
        ),
    ]


RECORDED = {
    "MeasureCodes": """{"@odata.context":
        "https://datasets.cbs.nl/odata/v1/CBS/70072ned/$metadata#MeasureCodes", "value": [{
        "Identifier": "M000352_3", "Index": 4, "Title": "Totale bevolking", "Description":
        "Bevolking op 1 januari.\\r\\n\\r\\nBevolking:\\r\\nDe inwoners van een bepaald gebied.",
        "MeasureGroupId": "M000352_2", "DataType": "Double", "Unit": "aantal", "Decimals": 0,
        "PresentationType": "Absolute"}]}""",
    "PeriodenCodes": """{"@odata.context":
        "https://datasets.cbs.nl/odata/v1/CBS/70072ned/$metadata#PeriodenCodes", "value": [{
        "Identifier": "2022JJ00", "Index": 28, "Title": "2022", "Description":
        "Uitkomsten zijn voorlopig over:\\r\\n- leerlingen/studenten naar woongemeente (schooljaar
        2022/'23);\\r\\n- inkomen en vermogen.\\r\\n\\r\\nUitkomsten zijn nader voorlopig over:
        \\r\\n- banen van werknemers;\\r\\n- uitkeringsontvangers;\\r\\n- afval van huishoudens.
        \\r\\n\\r\\n", "DimensionGroupId": "0", "Status": null}]}""",
    "RegioSCodes": """{"@odata.context":
        "https://datasets.cbs.nl/odata/v1/CBS/70072ned/$metadata#RegioSCodes", "value": [{
        "Identifier": "NL01", "Index": 1, "Title": "Nederland", "Description": "",
        "DimensionGroupId": "NL"}, {"Identifier": "GM0392", "Index": 293, "Title": "Haarlem",
        "Description": "Begindatum voor 1830\\r\\n", "DimensionGroupId": "GMPV27"}, {"Identifier":
        "GM0398", "Index": 317, "Title": "Heerhugowaard", "Description":
        "Opgeheven per 01-01-2022\\r\\nBegindatum voor 1830\\r\\n", "DimensionGroupId":
        "GMPV27"}]}""",
    "Observations": """{"@odata.context":
        "https://datasets.cbs.nl/odata/v1/CBS/70072ned/$metadata#Observations", "value": [{
        "Id": 7806, "Measure": "M000352_3", "ValueAttribute": "None", "Value": 162902,
        "StringValue": null, "RegioS": "GM0392", "Perioden": "2022JJ00"}, {"Id": 8116, "Measure":
        "M000352_3", "ValueAttribute": "Impossible", "Value": null, "StringValue": null,
        "RegioS": "GM0398", "Perioden": "2022JJ00"}]}""",
}


def test_answers_that_were_recorded() -> None:
    """Rows as they are in the recordings that the client names, not shortened by a question.

    Of the table of observations others than those of the population were recorded; the codes
    and the number stand in for theirs.
    """
    faults = [cbsserver.body(" ".join(text.split()).encode()) for text in RECORDED.values()]
    with cbs_server(faults=faults) as server:
        found = fetch_bevolking(client(server), DAY)
    assert found == Bevolking(
        {("GM0392", KEY): 162902, ("GM0398", KEY): None},
        {"GM0392": "Haarlem", "GM0398": "Heerhugowaard"},
        (
            "Uitkomsten zijn voorlopig over: - leerlingen/studenten naar woongemeente (schooljaar "
            "2022/'23); - inkomen en vermogen. Uitkomsten zijn nader voorlopig over: - banen van "
            "werknemers; - uitkeringsontvangers; - afval van huishoudens."
        ),
    )


FORMER_SHAPE = "https://opendata.cbs.nl/ODataApi/OData/70072ned/$metadata#Cbs.OData.WebAPI"
RECORDED_V3 = {
    "Perioden": [{"Key": "2022JJ00", "Title": "2022", "Description": "", "Status": "Definitief"}],
    "RegioS": [
        {
            "Key": "GM0392    ",
            "Title": "Haarlem",
            "Description": "Begindatum voor 1830\r\n",
            "CategoryGroupID": 1,
        }
    ],
    "TypedDataSet": [
        {
            "ID": 476,
            "RegioS": "GM0392    ",
            "Perioden": "2022JJ00",
            "TotaleBevolking_1": 162902,
            "Mannen_2": 79624,
        }
    ],
}


def test_the_older_version_in_the_shape_that_was_recorded() -> None:
    """No answers of this table were found, so it is built of those of others.

    What is around it, ``ID`` and further columns are as in an answer of 83906ENG that stands in
    the price feed ``StatisticsNetherlandsPriceFeed`` (it uses ``@uma/common``); the lists as in
    one of 86052NED in https://github.com/GeertJan-Kuip/GeertJan-Kuip.github.io
    (``_posts/2025-08-21-centraal-bureau-voor-de-statistiek-api.md``).
    """
    faults = [
        cbsserver.body(
            json.dumps({"odata.metadata": f"{FORMER_SHAPE}.{name}", "value": found}).encode()
        )
        for name, found in RECORDED_V3.items()
    ]
    with cbs_server(version="v3", faults=faults) as server:
        found = fetch_bevolking(client(server), DAY)
    assert found == Bevolking({("GM0392", KEY): 162902}, {"GM0392": "Haarlem"})


@pytest.mark.parametrize("measures", [{}, {"M000352_3": "Bevolkingsdichtheid"}, {"M1": TOTAL}])
def test_a_code_that_means_something_else(measures: dict[str, str]) -> None:
    with cbs_server(figures=FIGURES, names=NAMES, measures=measures) as server:
        what = f"{MISSHAPEN}M000352_3 is niet meer de totale bevolking."
        assert refused(client(server)) == (what, LASTING)


def test_figures_of_something_else() -> None:
    other = cbsserver.rows(a_row(Measure="M000100", Value=533))
    with cbs_server(names=NAMES, faults=[None, None, None, other]) as server:
        what = f"{MISSHAPEN}er staan andere cijfers in dan die van de bevolking."
        assert refused(client(server)) == (what, LASTING)


def test_the_newer_version_fails_and_the_older_answers(certificate: Path) -> None:
    """They are at addresses of their own, as those of CBS are."""
    with (
        cbs_server(always=cbsserver.body(b"<html>storing</html>")) as newer,
        cbs_server(figures=FIGURES, names=NAMES, version="v3") as older,
        cbs_server(certificate) as stranger,
    ):
        for address in (newer.address, stranger.address, "http://127.0.0.1:9/odata"):
            assert fetch_bevolking(both(address, older.address), DAY) == FOUND
    assert len(newer.asked) == 1


def test_both_versions_fail() -> None:
    with (
        cbs_server(always=cbsserver.status(503)) as newer,
        cbs_server(always=cbsserver.status(500), version="v3") as older,
    ):
        assert "(foutcode 503)" in refused(both(newer.address, older.address))[0]
    assert len(older.asked) == 3


@pytest.mark.parametrize(
    "link",
    [
        str,
        lambda address: address.replace("%20", " "),
        lambda address: f"/{address.split('/', 3)[3]}",
    ],
    ids=["as it is", "with spaces", "without a host"],
)
def test_page_after_page(link: Callable[[str], str], serve: Serve, lists: int) -> None:
    with serve(figures=FIGURES, names=NAMES, page_size=1, link=link) as server:
        assert fetch_bevolking(client(server), DAY) == FOUND
    assert len(server.asked) == lists - 1 + 4 + 3


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cbsserver.make_certificate(tmp_path_factory.mktemp("tls"))


def test_an_encrypted_service_stays_encrypted(
    monkeypatch: pytest.MonkeyPatch, certificate: Path, serve: Serve
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    def plain(address: str) -> str:
        return address.replace("https://", "http://")

    with serve(certificate, figures=FIGURES, names=NAMES, page_size=2, link=plain) as server:
        assert fetch_bevolking(client(server), DAY) == FOUND
        server.faults = [cbsserver.redirect(plain(server.address))]
        assert refused(client(server))[0] == f"CBS geeft geen cijfers: {UNSAFE}."


def test_a_service_that_is_not_who_it_says(certificate: Path, serve: Serve) -> None:
    with serve(certificate) as server:
        assert refused(client(server)) == (
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
def test_a_next_page_somewhere_else(
    link: Callable[[str], object], serve: Serve, lists: int
) -> None:
    with serve(figures=FIGURES, names=NAMES, page_size=1, link=link) as server:
        what, advice = refused(client(server))
    assert what in {
        f"{MISSHAPEN}de volgende bladzijde staat ergens anders.",
        f"{MISSHAPEN}het adres van de volgende bladzijde is geen tekst.",
    }
    assert advice == LASTING
    assert len(server.asked) == lists


@pytest.mark.parametrize("target", ["file:{}", "FILE:{}", "data:,{}", "http://10.0.0.1{}"])
def test_nothing_but_the_service_is_opened(tmp_path: Path, target: str) -> None:
    """What urllib opens as well: a caller that asks for it does not get it."""
    (tmp_path / "geheim").write_text("geheim", encoding="ascii")
    for address in ("http://127.0.0.1:9", ADDRESS):
        with pytest.raises(OphaalError, match=r"^het adres is niet veilig$"):
            ophaler(address).fetch(target.format(tmp_path / "geheim"))


def test_pages_without_end(serve: Serve) -> None:
    with serve(names=NAMES, page_size=1, link=lambda it: it.partition("$skip")[0]) as server:
        assert refused(client(server)) == (
            f"{MISSHAPEN}er komt geen eind aan de bladzijden.",
            LASTING,
        )


@pytest.mark.ongemeten
@pytest.mark.parametrize(
    ("fault", "limit"),
    [
        (cbsserver.status(500), LONG),
        (cbsserver.status(503), LONG),
        (cbsserver.hang_up, LONG),
        (cbsserver.cut_short, LONG),
        (cbsserver.silence(2 * SHORT), SHORT),
        (cbsserver.drip, SHORT),
    ],
)
def test_what_passes_is_tried_again(
    fault: Callable[[object], None], limit: float, serve: Serve, lists: int
) -> None:
    faults = [fault, *[None] * lists, fault]
    with serve(figures=FIGURES, names=NAMES, faults=faults) as server:
        assert fetch_bevolking(client(server, attempt_limit=limit), DAY) == FOUND
    # On a busy machine a good answer can come too late for a short limit, and is asked for again.
    assert len(server.asked) == lists + 3 or (limit == SHORT and len(server.asked) > lists + 3)


@pytest.mark.parametrize(
    ("fault", "limit", "reason"),
    [
        (cbsserver.status(503), LONG, "er is daar een storing (foutcode 503)"),
        (cbsserver.silence(0.6), 0.3, "het antwoord blijft te lang uit"),
        (cbsserver.drip, 0.3, "het antwoord blijft te lang uit"),
        (cbsserver.cut_short, LONG, "het antwoord is halverwege afgebroken"),
        (cbsserver.hang_up, LONG, NOBODY),
    ],
)
def test_what_does_not_pass(
    fault: Callable[[object], None], limit: float, reason: str, serve: Serve
) -> None:
    with serve(always=fault) as server:
        cbs = client(server, attempt_limit=limit)
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
def test_what_is_not_tried_again(
    fault: Callable[[object], None], reason: str, serve: Serve
) -> None:
    with serve(faults=[None], names=NAMES, always=fault) as server:
        cbs = client(server, max_bytes=4096)
        assert refused(cbs) == (f"CBS geeft geen cijfers: {reason}.", LASTING)
    assert len(server.asked) == 2


def test_a_fault_that_turns_into_a_refusal(serve: Serve) -> None:
    with serve(faults=[cbsserver.status(500)], always=cbsserver.status(403)) as server:
        assert "(foutcode 403)." in refused(client(server, pauses=(0.0,)))[0]
    assert len(server.asked) == 2


def test_a_safe_reference_is_followed(serve: Serve, lists: int) -> None:
    with serve(figures=FIGURES, names=NAMES) as server:
        fetch_bevolking(client(server), DAY)
        host = server.address.removesuffix(cbsserver.PATHS[server.version])
        server.faults = [cbsserver.redirect(f"{host}{unquote(server.asked[0])}")]
        assert fetch_bevolking(client(server), DAY) == FOUND
    assert len(server.asked) == 2 * (lists + 1) + 1


def test_nobody_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        what = f"CBS geeft geen cijfers: {NOBODY} (na 3 pogingen)."
        assert refused(both(address, address)) == (what, PASSING)


@pytest.mark.parametrize(
    "content",
    [
        *(b'{"value": [{"Key": "2022JJ', b"", b'{"value": [NaN]}', b"[" * 100_000),
        b'{"value": ["\xff"]}',
    ],
)
def test_no_json(content: bytes, serve: Serve) -> None:
    with serve(always=cbsserver.body(content)) as server:
        assert refused(client(server)) == (
            "Het antwoord van CBS is niet te lezen: het is geen geldige JSON.",
            PASSING,
        )


def test_a_web_page(serve: Serve) -> None:
    page = b"\r\n<!DOCTYPE html><html><body>Inloggen</body></html>"
    with serve(always=cbsserver.body(page)) as server:
        assert refused(client(server)) == (
            "CBS stuurde een webpagina in plaats van cijfers.",
            (
                "Er is niets gewijzigd. Misschien is er een storing bij CBS, of vraagt uw netwerk "
                "om eerst in te loggen. Probeer het later opnieuw."
            ),
        )


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        ([], "het antwoord heeft een andere vorm"),
        ({"d": []}, "er staat geen lijst in"),
        ({"value": {}}, "er staat geen lijst in"),
        ({"value": [1]}, "een regel heeft een andere vorm"),
        ({"value": [{}]}, "het veld {} ontbreekt of is geen tekst"),
        ({"value": [{"Key": 2022, "Identifier": 2022}]}, "het veld {} ontbreekt of is geen tekst"),
    ],
)
def test_another_shape(answer: object, what: str, serve: Serve) -> None:
    with serve(always=cbsserver.body(json.dumps(answer).encode())) as server:
        what = what.format({"v4": "Identifier", "v3": "Key"}[server.version])
        assert refused(client(server)) == (f"{MISSHAPEN}{what}.", LASTING)


@pytest.mark.parametrize(
    ("found", "what"),
    [
        *(
            (
                [a_figure(figure)],
                f"in het veld {{}} staat geen heel getal, maar {figure}",
            )
            for figure in ("101446", 101446.5, True, [1])
        ),
        ([a_row()], "het veld {} ontbreekt"),
        (
            [a_figure(101446), a_figure(101447, "GM0150    ")],
            "voor GM0150 staan er twee verschillende getallen in",
        ),
    ],
)
def test_rows_that_cannot_be(found: list[object], what: str, serve: Serve, lists: int) -> None:
    faults = [*[None] * lists, cbsserver.rows(*found)]
    with serve(names=NAMES, faults=faults) as server:
        what = what.format({"v4": "Value", "v3": "TotaleBevolking_1"}[server.version])
        assert refused(client(server)) == (f"{MISSHAPEN}{what}.", LASTING)


def test_a_whole_number_with_a_point(serve: Serve) -> None:
    with serve(figures={("GM0150", KEY): 101446.0}, names=NAMES) as server:
        found = fetch_bevolking(client(server), DAY)
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
def test_no_figures_of_the_day(periods: list[str], message: str, serve: Serve) -> None:
    figures = dict.fromkeys(FIGURES)
    with (
        serve(figures=figures, names=NAMES, periods=dict.fromkeys(periods)) as server,
        pytest.raises(RefusalError) as caught,
    ):
        fetch_bevolking(client(server), DAY)
    assert caught.value.message == message
    assert code_of(caught.value) == ExitCode.INPUT


def test_figures_that_are_not_final(serve: Serve) -> None:
    remark = "Uitkomsten zijn voorlopig over:\r\nBevolking\r\nLandbouw\r\n"
    with serve(figures=FIGURES, names=NAMES, periods={KEY: remark}) as server:
        found = fetch_bevolking(client(server), DAY)
        assert found.voorbehoud == "Uitkomsten zijn voorlopig over: Bevolking Landbouw"
        server.periods = {KEY: f"Voorlopig: {'landbouw ' * 100}"}
        found = fetch_bevolking(client(server), DAY)
        assert (found.voorbehoud[-6:], len(found.voorbehoud)) == ("ouw l…", 400)
        server.periods = {KEY: "Alle uitkomsten zijn definitief"}
        assert not fetch_bevolking(client(server), DAY).voorbehoud


@pytest.mark.parametrize(
    ("setting", "address"),
    [
        (None, None),
        ("", None),
        ("https://proef.cbs.nl/odata/", "https://proef.cbs.nl/odata"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_the_address(
    monkeypatch: pytest.MonkeyPatch, setting: str | None, address: str | None
) -> None:
    if setting is None:
        monkeypatch.delenv("OVEREENKOMSTGEN_CBS", raising=False)
    else:
        monkeypatch.setenv("OVEREENKOMSTGEN_CBS", setting)
    assert find_cbs() == (
        Dienst(Ophaler(address or ADDRESS), v4=True),
        Dienst(Ophaler(address or FORMER), v4=False),
    )


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
