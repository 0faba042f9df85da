"""Text keeps its characters: what was chunked is what the content says, or there is an error that says why not."""

from __future__ import annotations

import copy
import pickle
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from goodmem_dyn.charsets import UnknownCharsetError, decoded
from goodmem_dyn.errors import GoodMemError, ProcessingError

if TYPE_CHECKING:
    from goodmem_dyn import Goodmem

JAPANESE = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。"
RUSSIAN = "Сова спит на старом дереве, и ночь темна."
GERMAN = "Grüße aus München – „schön“, sagte er."
TEXTS = [
    (GERMAN, "cp1252", None),
    ("Les élèves étaient déjà là.", "latin-1", None),
    ("The owl sleeps in the old tree.", "utf-16-le", None),
    ("The owl sleeps in the old tree.", "utf-16-be", None),
    (GERMAN, "utf-16", None),
    (GERMAN, "utf-32", None),
    (GERMAN, "utf-8-sig", None),
    (JAPANESE, "shift-jis", None),
    (JAPANESE, "shift-jis", "Shift_JIS"),
    (JAPANESE, "euc-jp", "EUC-JP"),
    (JAPANESE, "utf-8", None),
    (RUSSIAN, "cp1251", None),
    (RUSSIAN, "koi8-r", "koi8-r"),
]


@pytest.mark.parametrize(("text", "encoding", "charset"), TEXTS)
def test_what_is_chunked_is_the_text(
    client: Goodmem, space: str, text: str, encoding: str, charset: str | None
) -> None:
    kind = "text/plain" if charset is None else f"text/plain; charset={charset}"
    made = client.memories.create(space_id=space, file=text.encode(encoding), content_type=kind, wait=20)
    hits = client.memories.retrieve(message=text, space_ids=[space], stream=False).hits
    assert "".join(hit.text for hit in hits).strip() == text
    assert client.memories.get(id=made.memory_id, include_content=True).text() == text


@pytest.mark.parametrize(
    ("content", "kind", "reason"),
    [
        (bytes(range(128, 256)) * 3, "text/plain", "do not tell its charset"),
        (b"\xff\xfe\x00", "text/plain", "is not utf-16"),
        (b"\xff", "text/plain; charset=utf-8", "is not utf-8"),
        (JAPANESE.encode("shift-jis"), "text/plain; charset=euc-jp", "is not euc-jp|is not euc_jp"),
    ],
)
def test_what_cannot_be_read_says_so(client: Goodmem, space: str, content: bytes, kind: str, reason: str) -> None:
    made = client.memories.create(space_id=space, file=content, content_type=kind)
    with pytest.raises(ProcessingError, match=reason):
        client.memories.wait(id=made.memory_id)
    memory = client.memories.get(id=made.memory_id, include_content=True)
    with pytest.raises(GoodMemError, match=reason) as caught:
        memory.text()
    assert isinstance(caught.value, UnicodeDecodeError)
    for again in (copy.copy(caught.value), pickle.loads(pickle.dumps(caught.value))):
        assert str(again) == str(caught.value)
    assert memory.text(errors="replace")


@pytest.mark.parametrize("name", ["idna", "punycode", "undefined", "unicode_escape", "rot13", "zip", "a\0b"])
def test_a_codec_that_is_no_charset_is_none(client: Goodmem, space: str, name: str) -> None:
    """Python has codecs that read no texts, or other texts than were written."""
    text = "an owl \\n"
    with pytest.raises(UnknownCharsetError, match="not known"):
        decoded(text.encode(), name)
    if "\0" not in name:
        kind = f"text/plain; charset={name}"
        with pytest.raises(ProcessingError, match="not known"):
            client.memories.create(space_id=space, file=text.encode(), content_type=kind, wait=20)
        (memory,) = client.memories.list(space_id=space, include_content=True)
        assert memory.text() == text


@pytest.mark.parametrize(
    ("content", "kind"),
    [(" \n\t ", "text/plain"), ("<html><body></body></html>", "text/html"), ("\n\n", "text/markdown")],
)
def test_text_without_a_word_says_so(client: Goodmem, space: str, content: str, kind: str) -> None:
    with pytest.raises(ProcessingError, match="holds no text"):
        client.memories.create(space_id=space, original_content=content, content_type=kind, wait=20)


@example("\0owl")  # begins with the bytes of the mark of UTF-32
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff")))
def test_utf_8_is_never_taken_for_another(text: str) -> None:
    if text.count("\0") * 10 < len(text):
        assert decoded(text.encode(), None) == text
    if text[:1] != "\0" or len(text.encode("utf-16-le")) % 4 == 0:
        # Otherwise the very same bytes may be a text in UTF-32.
        assert decoded(text.encode("utf-16"), None) == text
    assert decoded(text.encode("utf-8-sig"), None) == text
