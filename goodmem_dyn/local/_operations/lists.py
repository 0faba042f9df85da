"""Lists: labels, globs, sort orders, and page tokens.

Rules this module keeps:

- A page continues after the last row it showed (keyset), so rows that appear or vanish meanwhile are neither repeated
  nor skipped. The id breaks ties, so every order is total.
- A token carries the caller, the operation, the filters and the order, and is signed: another caller's token, another
  list's token, changed filters and garbage are all 400. `maxResults` is free on every page.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from goodmem_dyn.local.errors import ApiError, ValidationError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from goodmem_dyn.local._state.calls import Call

_LABEL_KEY = re.compile(r"[a-z0-9._-]+", re.ASCII)
_MAC = 12
USUAL = 50
"""Rows of a page where the request does not say."""


def check_labels(labels: dict[str, str], field: str = "labels") -> None:
    """The label rules: at most 20; keys of `[a-z0-9._-]`; keys and values up to 255 characters.

    Raises:
        ValidationError: every broken rule.
    """
    errors = []
    if len(labels) > 20:
        errors.append((field, f"At most 20 labels are allowed, not {len(labels)}"))
    for key, value in labels.items():
        if not _LABEL_KEY.fullmatch(key) or len(key) > 255:
            errors.append((f"{field}.{key}", "A label key has 1 to 255 characters of a-z, 0-9, '.', '_' and '-'"))
        if len(value) > 255:
            errors.append((f"{field}.{key}", "A label value has at most 255 characters"))
    if errors:
        raise ValidationError(errors)


def updated_labels(current: str, body: dict[str, Any]) -> str:
    """The labels after `replaceLabels` or `mergeLabels`, as JSON text.

    Raises:
        ValidationError: the result breaks the label rules.
    """
    labels = json.loads(current)
    if "replaceLabels" in body:
        check_labels(body["replaceLabels"], "replaceLabels")
        labels = body["replaceLabels"]
    elif "mergeLabels" in body:
        check_labels(body["mergeLabels"], "mergeLabels")
        labels = {**labels, **body["mergeLabels"]}
        if len(labels) > 20:
            raise ValidationError(
                [("mergeLabels", f"At most 20 labels are allowed; the result would have {len(labels)}")]
            )
    return json.dumps(labels, ensure_ascii=False)


@dataclass
class Where:
    """A growing WHERE clause with its bound values."""

    clauses: list[str]
    values: list[Any]

    def add(self, clause: str, *values: Any) -> None:
        """Adds a condition."""
        self.clauses.append(clause)
        self.values.extend(values)

    def labels(self, wanted: dict[str, str] | None) -> None:
        """Exact matches on the JSON column `labels`, all of them."""
        for key, value in (wanted or {}).items():
            self.add("EXISTS (SELECT 1 FROM json_each(labels) l WHERE l.key = ? AND l.value = ?)", key, value)

    def sql(self) -> str:
        """The clause."""
        return " AND ".join(f"({clause})" for clause in self.clauses) or "1"


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _seal(key: bytes, payload: bytes) -> str:
    return _encode(hmac.new(key, payload, hashlib.sha256).digest()[:_MAC] + payload)


def _open(key: bytes, token: str) -> dict[str, Any]:
    try:
        data = base64.urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
    except ValueError:
        raise ApiError(400, "Invalid page token") from None
    mac, payload = data[:_MAC], data[_MAC:]
    if _encode(data) != token or not hmac.compare_digest(mac, hmac.new(key, payload, hashlib.sha256).digest()[:_MAC]):
        raise ApiError(400, "Invalid page token")
    position: dict[str, Any] = json.loads(payload)
    return position


@dataclass(frozen=True)
class Order:
    """How a list is sorted: the column, its direction, and the id column that breaks ties."""

    column: str
    id_column: str
    descending: bool

    def sql(self) -> str:
        """The ORDER BY clause."""
        way = "DESC" if self.descending else "ASC"
        return f"{self.column} {way}, {self.id_column} {way}"

    def after(self) -> str:
        """The condition for rows behind a position; binds the two values of the position."""
        return f"({self.column}, {self.id_column}) {'<' if self.descending else '>'} (?, ?)"


def is_descending(call: Call, default: str = "DESCENDING") -> bool:
    """The direction that a request asks for."""
    asked = call.query.get("sortOrder", default)
    return (default if asked == "SORT_ORDER_UNSPECIFIED" else asked) == "DESCENDING"


@dataclass(frozen=True)
class Cursor:
    """Where a page begins: the filters of the whole list and the position of the last row shown."""

    bound: list[Any]
    after: list[Any] | None


def _names(call: Call) -> tuple[str, str]:
    """What the document calls the size of a page and its token."""
    known = {parameter["name"] for parameter in call.operation.parameters("query")}
    return ("pageSize", "pageToken") if "pageToken" in known else ("maxResults", "nextToken")


def strict_size(call: Call, *, least: int, most: int) -> None:
    """Refuses a size of a page out of range, where others are clamped; 0 means the usual one, where it is allowed.

    Raises:
        ApiError: 400.
    """
    name = _names(call)[0]
    size = call.query.get(name, USUAL)
    if not least <= size <= most:
        raise ApiError(400, f"{name} must be {least} to {most}, not {size}")
    call.query[name] = size or USUAL


def resume(call: Call) -> Cursor:
    """Reads the page token of a request, and gives `call.query` the filters that the token carries.

    Call it before the filters are used.

    Raises:
        ApiError: 400 for a token that is not this caller's, not this list's, or contradicts the filters given.
    """
    token = call.query.get(_names(call)[1])
    place = [call.principal.id, call.operation.id, call.path]
    paging = _names(call)
    after = None
    if token:
        opened = _open(call.state.token_secret, token)
        *where, filters = opened["bound"]
        if where != place:
            raise ApiError(400, "Invalid page token: it belongs to another caller or another list")
        for name in call.given.difference(paging):
            if filters.get(name) != call.query[name]:
                raise ApiError(400, f"Invalid page token: it was made with another value of {name}")
        call.query.update(filters)
        after = opened["after"]
    return Cursor([*place, {name: value for name, value in call.query.items() if name not in paging}], after)


def page(
    call: Call,
    connection: sqlite3.Connection,
    cursor: Cursor,
    *,
    select: str,
    where: Where,
    order: Order,
    largest: int,
    render: Callable[[sqlite3.Row], dict[str, Any]],
) -> tuple[list[dict[str, Any]], str | None]:
    """One page of a list, and the token of the next one.

    `select` is `SELECT ... FROM ...` with the order's two columns as `sort_key` and `sort_id`; the size is clamped to
    1...`largest`; `render` makes a row what the API shows.
    """
    if cursor.after is not None:
        where.add(order.after(), *cursor.after)
    size = min(max(call.query.get(_names(call)[0], USUAL), 1), largest)
    rows = connection.execute(
        f"{select} WHERE {where.sql()} ORDER BY {order.sql()} LIMIT ?", (*where.values, size + 1)
    ).fetchall()
    items = [render(row) for row in rows[:size]]
    if len(rows) <= size:
        return items, None
    last = rows[size - 1]
    payload = json.dumps({"bound": cursor.bound, "after": [last["sort_key"], last["sort_id"]]}, ensure_ascii=False)
    return items, _seal(call.state.token_secret, payload.encode())
