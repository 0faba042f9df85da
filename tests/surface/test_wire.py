"""What the server receives: for every method the fewest arguments, the most, and each argument that is a convenience.

The arguments are made from the schemas, the replies too, so that a document that changes needs no edit here.
"""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING, Any

import pytest

from goodmem_dyn import InvalidRequestError
from tests.support.calls import all_calls, arguments, example, send
from tests.support.examples import bundled

if TYPE_CHECKING:
    import httpx
    from syrupy.assertion import SnapshotAssertion

pytestmark = pytest.mark.spec

UNSHOWN = {"user-agent", "host", "accept-encoding", "connection", "content-length"}


@pytest.fixture(autouse=True)
def _no_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids that the client chooses, and boundaries of forms, are the same in every run."""
    monkeypatch.setattr(os, "urandom", lambda size: b"\xaa" * size)
    monkeypatch.setattr(time, "time_ns", lambda: 0)


def shown(request: httpx.Request) -> str:
    lines = [f"{request.method} {request.url.raw_path.decode()}"]
    lines += [f"{name}: {value}" for name, value in sorted(request.headers.items()) if name not in UNSHOWN]
    body = request.content
    if body and request.headers.get("content-type") == "application/json":
        lines.append(json.dumps(json.loads(body), indent=2, ensure_ascii=False))
    elif body:
        lines.append(body.decode().replace("\r\n", "\n"))
    return "\n".join(lines)


def block(call: Any, title: str, args: dict[str, Any]) -> str:
    return f"== {title} ==\n" + "\n--\n".join(map(shown, send(call, args, bundled())))


def wire(name: str) -> str:
    call = all_calls()[name]
    least, most = arguments(call, most=False), arguments(call, most=True)
    blocks = [block(call, f"fewest arguments: {', '.join(least) or 'none'}", least)]
    if most != least:
        blocks.append(block(call, f"most arguments: {', '.join(most)}", most))
    for param in call.params:
        if param.location != "local" or param.name in least or call.is_derived:
            continue
        if example(param, bundled(), most=False) is None:
            continue
        try:
            args = arguments(call, most=False, beside=param.name)
        except LookupError:
            continue  # it goes with arguments whose examples exclude it; the tests of conveniences have it
        blocks.append(block(call, f"with {param.name}", args))
    return "\n\n".join(blocks)


@pytest.mark.parametrize("name", all_calls())
def test_wire(name: str, snapshot: SnapshotAssertion) -> None:
    assert wire(name) == snapshot


def test_every_argument_of_the_document_is_shown() -> None:
    """The arguments of `most` and the conveniences together leave none out but those that exclude each other."""
    for call in all_calls().values():
        if call.operation is None:
            continue
        most = arguments(call, most=True)
        for param in call.operation.params:
            if param.name in most or param.name not in {one.name for one in call.params}:
                continue
            with pytest.raises(InvalidRequestError):
                send(call, {**most, param.name: example(param, bundled(), most=True)}, bundled())
