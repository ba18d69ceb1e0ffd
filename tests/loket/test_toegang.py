"""Who gets in at the counter, and what changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hulp.loket import HIER, bezoek

if TYPE_CHECKING:
    from pathlib import Path

VORM = "/doe/zeg-op"


def test_the_key_lets_in_one_browser_once(werkmap: Path) -> None:
    own = bezoek(werkmap, let_in=False)
    assert own.get("/").status_code == 403
    assert own.get("/?sleutel=geraden").status_code == 403
    let_in = own.get(f"/?sleutel={own.loket.toegang.sleutel}")
    assert "HttpOnly" in let_in.headers["Set-Cookie"]
    assert "SameSite=Strict" in let_in.headers["Set-Cookie"]
    assert own.get("/").status_code == 200
    other = own.client.application.test_client()
    assert other.get(f"/?sleutel={own.loket.toegang.sleutel}", base_url=HIER).status_code == 403


def test_behind_a_proxy_the_key_lets_in_each_colleague(werkmap: Path) -> None:
    achter = "https://loket.voorbeeld.nl"
    own = bezoek(werkmap, let_in=False, achter=achter)
    key = f"/?sleutel={own.loket.toegang.sleutel}"
    assert own.get(key).status_code == 400
    for _ in range(2):
        client = own.client.application.test_client()
        assert "Secure" in client.get(key, base_url=achter).headers["Set-Cookie"]
        assert client.get("/", base_url=achter).status_code == 200
        sent = client.post(VORM, base_url=achter, headers={"Origin": achter})
        assert sent.status_code == 422
        assert client.post(VORM, base_url=achter, headers={"Origin": HIER}).status_code == 403


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Host": "kwaad.voorbeeld.nl:8765"}, 400),
        ({"Host": "kwaad.voorbeeld.nl:8765", "Origin": "http://kwaad.voorbeeld.nl:8765"}, 400),
        ({"Host": "127.0.0.1:1"}, 400),
        ({}, 403),
        ({"Origin": "http://kwaad.voorbeeld.nl"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": f"https{HIER[4:]}"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": HIER, "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "http://kwaad.voorbeeld.nl", "Sec-Fetch-Site": "same-origin"}, 403),
        ({"Origin": HIER}, 422),
        ({"Sec-Fetch-Site": "same-origin"}, 422),
    ],
)
def test_what_changes_something_comes_from_a_page_of_ours(
    werkmap: Path, headers: dict[str, str], code: int
) -> None:
    assert bezoek(werkmap).post(VORM, headers=headers).status_code == code


def test_who_may_only_look_changes_nothing(werkmap: Path) -> None:
    own = bezoek(werkmap, alleen_lezen=True)
    page = own.get(VORM)
    assert page.status_code == 200
    assert "disabled" in page.get_data(as_text=True)
    assert own.post(VORM).status_code == 403


def test_a_slash_behind_an_address_makes_no_other(werkmap: Path) -> None:
    own = bezoek(werkmap)
    for place in ("/versturen", "/gemeenten", "/instellingen/stichting"):
        assert own.get(f"{place}/").data == own.get(place).data


def test_each_answer_says_what_a_browser_may_do_with_it(werkmap: Path) -> None:
    own = bezoek(werkmap)
    for place in ("/", "/niets", "/stijl/loket.css"):
        headers = own.get(place).headers
        assert headers["Content-Security-Policy"].startswith("default-src 'self';")
        assert headers["X-Content-Type-Options"] == "nosniff"
