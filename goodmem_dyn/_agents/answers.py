"""Results as text for a model: plain values, one line for each, without secrets, cut to a budget with a way to go on.

Rules: what cannot be decoded is described and never sent; secrets are masked before anything else. What did not fit is
kept for a while under a name that cannot be guessed, so that the rest is the same answer and no operation is called
twice.
"""

from __future__ import annotations

import json
import re
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from goodmem_dyn import BatchResult, InvalidRequestError, RetrievalResult
from goodmem_dyn._agents.masking import Masking

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BUDGET = 8000
"""Characters of one answer, about 2,000 tokens."""
KEPT = 64
"""So many answers that were cut are kept."""
KEPT_CHARACTERS = 4_000_000
"""All of them together are no longer than that."""


def plain(value: Any) -> Any:
    """A result as values of JSON, by the names of the wire; members without a value are left out."""
    if isinstance(value, RetrievalResult):
        return _retrieval(value)
    if isinstance(value, BatchResult):
        return [plain(result) for result in value.results]
    if hasattr(type(value), "model_dump"):
        return _model(value)
    if isinstance(value, dict):
        return {str(key): plain(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (bytes, bytearray)):
        return _bytes(bytes(value), "")
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)


def _model(value: Any) -> Any:
    return _read(value, value.model_dump(mode="json", by_alias=True, exclude_none=True))


def _read(value: Any, dumped: Any) -> Any:
    """What was dumped of a value, with bytes at any depth as the text that they are.

    In base64 nobody reads it, and nobody finds a secret in it.
    """
    if isinstance(value, (list, tuple)) and isinstance(dumped, list) and len(value) == len(dumped):
        return [_read(item, other) for item, other in zip(value, dumped, strict=True)]
    fields: Any = getattr(type(value), "model_fields", None)
    if fields is None or not isinstance(dumped, dict):
        return dumped
    media_type = str(getattr(value, "content_type", None) or "")
    for name, member in fields.items():
        wire, inner = member.alias or name, getattr(value, name)
        if wire in dumped:
            dumped[wire] = _bytes(inner, media_type) if isinstance(inner, bytes) else _read(inner, dumped[wire])
    return dumped


def _bytes(content: bytes, media_type: str) -> str:
    text = decoded(content, media_type)
    return text if text is not None else f"<{len(content):,} bytes of {media_type or 'no text'}>"


def decoded(content: bytes, media_type: str) -> str | None:
    """Content as text, in the charset that its media type names; None where it is none."""
    match = re.search(r"charset=\"?([\w-]+)", media_type)
    try:
        text = content.decode(match[1] if match else "utf-8")
    except (LookupError, UnicodeDecodeError):
        return None
    return None if "\0" in text else text


def _retrieval(value: RetrievalResult[Any, Any, Any, Any]) -> list[Any]:
    """The reply, the statuses and the hits of a retrieval; a hit is its text, with where it comes from."""
    head: dict[str, Any] = {"answer": value.text} if value.text else {}
    if value.statuses:
        head["statuses"] = [plain(status) for status in value.statuses]
    return [*([head] if head else []), *(hit_record(hit, number) for number, hit in enumerate(value.hits, 1))]


def hit_record(hit: Any, number: int) -> dict[str, Any]:
    """A hit as a model reads it."""
    record: dict[str, Any] = {
        "n": number,
        "text": hit.text,
        "relevance": round(hit.relevance, 4),
        "memory": hit._memory_id,
    }
    metadata = plain(getattr(hit.memory, "metadata", None))
    return {**record, "metadata": metadata} if metadata else record


@dataclass
class Answers:
    """Makes answers of results, and keeps the rest of those that were cut.

    Args:
        keys: Texts that no answer may hold, such as the client's own key.
        budget: Characters of one answer, 200 or more.
    """

    keys: Iterable[str] = ()
    budget: int = BUDGET
    _kept: OrderedDict[str, str] = field(default_factory=OrderedDict, repr=False)

    def __post_init__(self) -> None:
        self.masking = Masking(self.keys)

    def without_keys(self, text: str) -> str:
        """A text without secrets."""
        return self.masking.text(text)

    def of(self, value: Any, *, head: str = "") -> str:
        """The answer for a result."""
        return self.cut("\n".join([*([head] if head else []), *self._lines(self.masking.hidden(plain(value)))]))

    def text(self, text: str) -> str:
        """The answer for a text."""
        return self.cut(self.without_keys(text))

    def _lines(self, value: Any) -> Iterator[str]:
        for item in value if isinstance(value, list) else [value]:
            yield item if isinstance(item, str) else json.dumps(item, ensure_ascii=False, separators=(",", ":"))

    def cut(self, text: str) -> str:
        """As much of a text as the budget has room for, at the end of a line where there is one, and how to go on."""
        if not text.isascii():  # half a character of a pair cannot be sent
            text = text.encode("utf-8", "backslashreplace").decode()
        if len(text) <= self.budget:
            return text
        room = self.budget - 120
        end = text.rfind("\n", room // 2, room) + 1 or room
        name = secrets.token_urlsafe(9)
        rest = text[end:]
        self._keep(name, rest)
        return f'{text[:end].rstrip()}\n[{len(rest):,} more characters: call_operation {{"more": "{name}"}}]'

    def _keep(self, name: str, rest: str) -> None:
        self._kept[name] = rest
        while len(self._kept) > 1 and (len(self._kept) > KEPT or sum(map(len, self._kept.values())) > KEPT_CHARACTERS):
            self._kept.popitem(last=False)

    def more(self, name: str) -> str:
        """The next part of an answer that was cut.

        Raises:
            InvalidRequestError: There is none of that name, or not any more.
        """
        rest = self._kept.get(name)
        if rest is None:
            raise InvalidRequestError(
                f"There is no rest of an answer called {name!r}, or it is kept no longer. Call the operation again, "
                "and ask it for less."
            )
        return self.cut(rest)
