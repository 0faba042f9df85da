"""What a call is to send and what the server is to say, as values: made from the document alone.

Rules: `least` gives what an operation cannot do without, `most` everything that goes together, `form` sends its file.
Headers that HTTP itself owns are not given: what they do is no matter of the document.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.futures.raw import is_json, json_of, shape
from tests.futures.server import NDJSON, SSE, framed
from tests.futures.wire import is_file

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from tests.futures.raw import Key, Operation, Raw
    from tests.futures.server import Seen
    from tests.futures.values import Maker

_HTTP = {"range", "if-match", "accept-encoding", "accept", "content-type", "authorization"}
_NEXT = re.compile(r"next.*(token|cursor)|cursor|continuation_?token", re.IGNORECASE)
_ENVELOPES = {"page", "paging", "pagination", "meta"}
FILE = b"content of a file"
PAGES, ON_A_PAGE = 3, 2
EVENTS = 3


@dataclass
class Given:
    """What a call is to send: values by wire name and place; `files` are parts of a form."""

    path: dict[str, Any] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    cookie: dict[str, Any] = field(default_factory=dict)
    body: Any = None
    files: dict[str, Any] = field(default_factory=dict)
    part: str | None = None
    """The part of a form that `body` is; None where it is all of the body."""
    optional: list[str] = field(default_factory=list)
    """Members of the body that may be added."""


@dataclass(frozen=True)
class Paging:
    """How a list pages, as the document shows it: where the items are, where the token is, where it goes."""

    items: str
    token: tuple[str, ...]
    where: str
    name: str
    inside: tuple[str, ...] = ()


def _is_array(schema: Any) -> bool:
    kind = schema.get("type")
    return kind == "array" or (isinstance(kind, list) and "array" in kind)


class Plans:
    """Makes what is given and what is said, for the operations of one document."""

    def __init__(self, raw: Raw, maker: Maker, closing: dict[Key, bool] | None = None) -> None:
        self.raw, self.maker, self.closing = raw, maker, closing or {}

    def given(self, operation: Operation, *, most: bool, form: bool = False) -> Given:
        """The values of a call; the key is the client's."""
        found = Given()
        keys = {str(part.get("name", "")).lower() for schemes in self.raw.security(operation) for part in schemes}
        for one in operation.parameters:
            wanted = one.get("required") or one["in"] == "path" or (most and not one.get("deprecated"))
            if one["in"] == "header" and one["name"].lower() in keys:
                continue
            if wanted and not (one["in"] == "header" and one["name"].lower() in _HTTP):
                schema = one.get("schema") if "content" not in one else json_of(one["content"])
                getattr(found, one["in"])[one["name"]] = self.maker.value(schema, one["name"], most=most)
        content = self.raw.content(operation)
        if form:
            beside = self.maker._merged(json_of(content) or {}).get("properties", {})
            self._form(content["multipart/form-data"]["schema"], found, most=most, beside=beside)
        elif content:
            self._body(operation, content, found, most=most)
        return found

    def _body(self, operation: Operation, content: Any, found: Given, *, most: bool) -> None:
        media = next((one for one in content if is_json(one)), None)
        if media is None and "multipart/form-data" in content:
            self._form(content["multipart/form-data"]["schema"], found, most=most)
        elif media is None and "application/x-www-form-urlencoded" not in content:
            found.body = FILE.decode() if next(iter(content)).startswith("text/") else FILE
        else:
            schema = content[media or "application/x-www-form-urlencoded"].get("schema", {})
            value = self.maker.value(schema, "body", most=most, skip="readOnly")
            is_needed = self.raw.follow(operation.node["requestBody"]).get("required") or value != {}
            found.body = value if is_needed else None
            view = self.maker._merged(schema)
            found.optional = [one for one in view.get("properties", {}) if one not in (value or {})]

    def _form(self, schema: Any, found: Given, *, most: bool, beside: Container[str] = ()) -> None:
        """The values of a form; what is a member of the JSON body too (`beside`) is a field, whatever it holds."""
        view = self.raw.follow(schema)
        required = view.get("required", ())
        for name, one in view["properties"].items():
            part = self.raw.follow(one)
            is_many = is_file(self.raw.follow(part.get("items", {})))
            if is_many or is_file(part):
                found.files[name] = [FILE] if is_many else FILE
            elif most or name in required:
                value = self.maker.value(one, name, most=most, skip="readOnly")
                if name in required and isinstance(value, dict) and found.part is None and name not in beside:
                    found.part, found.body = name, value
                    found.optional = [member for member in part.get("properties", {}) if member not in value]
                else:
                    found.files[name] = value

    def has_form(self, operation: Operation) -> bool:
        """Whether JSON and a form are both accepted, and the form takes files beside the same as a part that is JSON."""
        content = self.raw.content(operation)
        if json_of(content) is None or "multipart/form-data" not in content:
            return False
        view = self.raw.follow(content["multipart/form-data"]["schema"])
        parts = {name: self.raw.follow(one) for name, one in view.get("properties", {}).items()}
        is_whole = any(one.get("properties") for name, one in parts.items() if name in view.get("required", ()))
        return is_whole and any(map(is_file, parts.values()))

    # Answers

    def said(self, operation: Operation, seen: Seen, media: str, *, most: bool) -> tuple[bytes, Any]:
        """An answer, as bytes and as what a client is to make of it."""
        content = self.raw.answer(operation)[1]
        schema = content[media].get("schema", {})
        plain = media.partition(";")[0].strip().lower()
        if plain in NDJSON or plain == SSE:
            events = list(self.events(content[media].get("itemSchema", schema)))
            return framed(media, events, closing=self.closing.get(shape(operation.key), True)), events
        if not is_json(media):
            text = FILE + operation.path.encode()
            return text, text
        paging = self.paging(operation)
        value = self.page(schema, paging, seen, most=most) if paging else self.value(schema, most=most)
        return json.dumps(value).encode(), value

    def value(self, schema: Any, *, most: bool, turn: int = 0) -> Any:
        return self.maker.value(schema, "answer", most=most, turn=turn, skip="writeOnly")

    def events(self, schema: Any) -> Iterator[Any]:
        """Some events: each with another of its members, where they are alternatives or optional."""
        node = self.maker._merged(schema)
        made = 0
        for name, part in node.get("properties", {}).items():
            if name not in node.get("required", ()) and made < EVENTS:
                event = {name: self.maker.value(part, name, turn=made, skip="writeOnly")}
                if not self.maker.errors(schema, event):
                    made += 1
                    yield event
        for turn in range(made, EVENTS):
            yield self.value(schema, most=turn % 2 == 1, turn=turn)

    def paging(self, operation: Operation) -> Paging | None:
        """How an operation pages; None where it does not."""
        outer = self.maker._merged(json_of(self.raw.answer(operation)[1]) or {})
        inside, view = self.opened(outer)
        properties = view.get("properties", {})
        tokens = [(*inside, one) for one in properties if _NEXT.fullmatch(one)]
        tokens += [(one,) for one in outer.get("properties", {}) if inside and _NEXT.fullmatch(one)]
        for name in _ENVELOPES & properties.keys():
            inner = self.maker._merged(properties[name]).get("properties", {})
            tokens += [(*inside, name, one) for one in inner if _NEXT.fullmatch(one)]
        items = self.items(operation, view)
        asked = list(self._asked(operation))
        if not tokens or items is None or not asked:
            return None
        return Paging(items, tokens[0], *asked[0], inside)

    def opened(self, view: dict[str, Any]) -> tuple[tuple[str, ...], dict[str, Any]]:
        """What lies in an envelope, and where: in the one object of an answer that has lists, where that has none."""
        parts = {name: self.maker._merged(one) for name, one in view.get("properties", {}).items()}
        has_lists = [
            name
            for name, part in parts.items()
            if any(_is_array(self.maker._merged(one)) for one in part.get("properties", {}).values())
        ]
        if any(map(_is_array, parts.values())) or len(has_lists) != 1:
            return (), view
        return (has_lists[0],), parts[has_lists[0]]

    def _asked(self, operation: Operation) -> Iterator[tuple[str, str]]:
        names = [("query", one["name"]) for one in operation.parameters if one["in"] == "query"]
        body = json_of(self.raw.content(operation))
        names += [("body", one) for one in self.maker._merged(body).get("properties", {})] if body is not None else []
        yield from (one for one in names if one[1].lower().endswith(("token", "cursor")))

    def items(self, operation: Operation, view: dict[str, Any]) -> str | None:
        """The member of an answer that is a list's items: named like the resource, or required, or the only one."""
        arrays = {
            name: part for name, one in view.get("properties", {}).items() if _is_array(part := self.maker._merged(one))
        }
        path = operation.path.partition(":")[0]
        word = [one for one in path.split("/") if one and "{" not in one][-1].replace("-", "").lower()
        named = [one for one in arrays if word.endswith(one.lower()) or one.lower().endswith(word)]
        needed = [one for one in arrays if one in view.get("required", ())]
        objects = [
            one for one, part in arrays.items() if self.maker._merged(part.get("items", {})).get("type") == "object"
        ]
        return next(iter([*named, *(one for one in needed if one in objects), *objects, *needed, *arrays]), None)

    def page(self, schema: Any, paging: Paging, seen: Seen, *, most: bool) -> Any:
        """One page, by the token of a request."""
        given = seen.query if paging.where == "query" else seen.body or {}
        token = str(given.get(paging.name) or "")
        number = int(token.rpartition("-")[2]) if re.fullmatch(r"page-\d+", token) else 0
        value = self.value(schema, most=most, turn=number)
        view = self.maker._merged(schema)
        place, inner = value, view
        for name in paging.inside:
            place, inner = place[name], self.maker._merged(inner["properties"][name])
        item = self.maker._merged(inner["properties"][paging.items]).get("items", {})
        place[paging.items] = [self.value(item, most=most, turn=number * ON_A_PAGE + at) for at in range(ON_A_PAGE)]
        self._put(value, view, paging.token, f"page-{number + 1}" if number + 1 < PAGES else None)
        return value

    def _put(self, value: Any, view: Any, place: tuple[str, ...], token: str | None) -> None:
        for name in place[:-1]:
            view = self.maker._merged(view["properties"][name])
            if token is None and name not in value:
                return
            if not isinstance(value.get(name), dict):
                value[name] = self.value(view, most=False)
            value = value[name]
        last = place[-1]
        if token is not None:
            value[last] = token
        elif last in view.get("required", ()):
            schema = view["properties"][last]
            value[last] = None if not self.maker.errors(schema, None) else ""
        else:
            value.pop(last, None)
