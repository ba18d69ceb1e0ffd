"""Packing a Word file: to the byte what Python's own library writes."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from overeenkomstgen.word.pakket import pack

NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\\"), min_size=1)


def by_the_library(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.create_system = 0
            if not name.lower().endswith((".gif", ".jpeg", ".jpg", ".png")):
                entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return made.getvalue()


@given(
    st.dictionaries(
        st.one_of(
            NAMES, st.sampled_from(["word/document.xml", "word/media/a.PNG", "é.xml", "b.jpeg"])
        ),
        st.one_of(st.binary(), st.binary().map(lambda data: data * 500)),
    )
)
def test_it_is_what_the_library_writes(parts: dict[str, bytes]) -> None:
    packed = pack(parts)
    assert packed == by_the_library(parts)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert {entry.filename: archive.read(entry) for entry in archive.infolist()} == parts
