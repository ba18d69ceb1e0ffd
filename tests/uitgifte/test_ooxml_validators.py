"""The OOXML validators themselves: do they pass a sound Word file, and catch a damaged one?"""

import zipfile
from pathlib import Path

import pytest

from hulp.ooxml import OWN, SDK, emptied, validate

_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Target="word/document.xml" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
        "</Relationships>"
    ),
    "word/document.xml": (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p>{content}</w:p>{blocks}</w:body></w:document>"
    ),
}


def _write_docx(path: Path, content: str, blocks: str = "") -> Path:
    with zipfile.ZipFile(path, "w") as package:
        for name, xml in _PARTS.items():
            package.writestr(name, xml.replace("{content}", content).replace("{blocks}", blocks))
    return path


def test_sound_file_passes_and_each_damage_is_found(tmp_path: Path) -> None:
    sound = _write_docx(tmp_path / "goed.docx", "<w:r><w:t>Deventer</w:t></w:r>")
    invalid = _write_docx(tmp_path / "onbekend element.docx", "<w:onzin/>")
    malformed = _write_docx(tmp_path / "kapot.docx", "<w:r>")
    truncated = tmp_path / "afgebroken.docx"
    truncated.write_bytes(sound.read_bytes()[:-30])

    findings = validate([sound, invalid, malformed, truncated])

    expected = [
        "afgebroken.docx: File contains corrupted data.",
        (
            "kapot.docx: /word/document.xml: Inner exception: The 'w:r' start tag on line 1"
            " position 98 does not match the end tag of 'w:p'. Line 1, position 104.."
        ),
        (
            "onbekend element.docx: /word/document.xml: /w:document[1]/w:body[1]/w:p[1]:"
            " The element has invalid child element"
            " 'http://schemas.openxmlformats.org/wordprocessingml/2006/main:onzin'."
            " List of possible elements expected:"
            " <http://schemas.openxmlformats.org/wordprocessingml/2006/main:pPr>."
        ),
    ]
    # Both are built on one SDK; what is damaged to Word alone is another rule.
    assert findings == {**dict.fromkeys(SDK, expected), OWN: []}


ROW = "<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{}</w:tr></w:tbl>"


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (ROW.format("<w:tc><w:p/></w:tc>"), []),
        (ROW.format("<w:tc><w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt></w:tc>"), []),
        (ROW.format("<w:tc><w:tcPr/></w:tc>"), ["tc without a paragraph"]),
        (
            ROW.format(f"<w:tc><w:p/>{ROW.format('<w:tc><w:p/></w:tc>')}</w:tc>"),
            ["tc ends in a table"],
        ),
        (ROW.format(""), ["a row without cells"]),
        ("<w:tbl><w:tblPr/><w:tblGrid/></w:tbl>", ["a table without rows"]),
        (
            "<w:p><w:r><w:pict><w:txbxContent/></w:pict></w:r></w:p>",
            ["txbxContent without a paragraph"],
        ),
    ],
)
def test_what_word_calls_damaged_is_found(tmp_path: Path, blocks: str, expected: list[str]) -> None:
    damaged = _write_docx(tmp_path / "leeg.docx", "", blocks)
    assert list(emptied(damaged)) == [f"leeg.docx: word/document.xml: {what}" for what in expected]


@pytest.mark.parametrize("in_ci", [True, False])
def test_missing_validators_fail_in_ci_and_skip_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, in_ci: bool
) -> None:
    monkeypatch.delenv("CI", raising=False)
    if in_ci:
        monkeypatch.setenv("CI", "true")
    outcome = pytest.fail.Exception if in_ci else pytest.skip.Exception
    with pytest.raises(
        outcome, match=r"^the OOXML validators are not installed: run make ontwikkel$"
    ):
        validate([], runner=tmp_path / "validators.mjs")
