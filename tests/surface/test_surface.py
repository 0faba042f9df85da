"""What users see: every method with its signature, and every name that the package exports."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import pytest

import goodmem_dyn
from goodmem_dyn import AsyncGoodmem, Goodmem, errors, namespaces
from goodmem_dyn._calls.option_params import OPTION_PARAMS
from tests.support.calls import all_calls

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

pytestmark = pytest.mark.spec

OPTIONS = {param.name for param in OPTION_PARAMS}


def returns(name: str, *, is_async: bool) -> str:
    with Goodmem(base_url="http://127.0.0.1:1") as client:
        owner = client
        for part in name.split(".")[:-1]:
            owner = getattr(owner, part)
    kind = type(owner).__name__
    found = getattr(getattr(namespaces, f"Async{kind}" if is_async else kind), name.rpartition(".")[2])
    text = str(inspect.signature(found).return_annotation)
    return f"async {text}" if inspect.iscoroutinefunction(found) else text


def describe(name: str) -> str:
    call = all_calls()[name]
    with Goodmem(base_url="http://127.0.0.1:1") as client:
        method = call.of(client)
        signature = inspect.signature(method)
    lines = [f"{name}("]
    own = [one for one in signature.parameters.values() if one.name not in OPTIONS or call.is_derived]
    assert all(one.kind is one.KEYWORD_ONLY for one in own)
    for one in own:
        default = "" if one.default is one.empty else f" = {one.default!r}"
        lines.append(f"    {one.name}: {one.annotation}{default},")
    if not call.is_derived:
        lines.append(f"    options: {', '.join(one for one in signature.parameters if one in OPTIONS)}")
    lines += [f") -> {returns(name, is_async=False)}", f"  -> {returns(name, is_async=True)}"]
    operation = call.operation
    if operation is None:
        return "\n".join(lines)
    lines.append(f"HTTP: {operation.http_method} {operation.path} ({operation.operation_id})")
    lines.append(f"repeated: {operation.retry} ({operation.retry_reason})")
    if operation.aliases:
        lines.append(f"deprecated names: {', '.join(operation.aliases)}")
    replies = [f"{one.status} {one.media_type or 'without a body'}" for one in operation.replies]
    lines.append(f"answers: {', '.join(replies)}")
    if operation.paging is not None:
        paging = operation.paging
        lines.append(f"pages: {paging.items} by {paging.token or 'no token'}, {paging.size or 'no size'}")
    raised = [f"{status} {errors.error_class(int(status)).__name__}" for status in operation.errors if status.isdigit()]
    lines.append(f"errors: {', '.join(raised) or 'none listed'}")
    return "\n".join(lines)


@pytest.mark.parametrize("name", all_calls())
def test_surface(name: str, snapshot: SnapshotAssertion) -> None:
    assert describe(name) == snapshot


def test_exports(snapshot: SnapshotAssertion) -> None:
    assert all(getattr(goodmem_dyn, name) is not None for name in goodmem_dyn.__all__)
    assert dir(goodmem_dyn) == sorted(goodmem_dyn.__all__)
    assert sorted(goodmem_dyn.__all__) == snapshot


def test_clients(snapshot: SnapshotAssertion) -> None:
    with Goodmem(base_url="http://127.0.0.1:1") as client:
        assert {"Goodmem": dir(client), "AsyncGoodmem": dir(AsyncGoodmem(base_url="http://127.0.0.1:1"))} == snapshot


def test_the_async_methods_take_the_same_arguments() -> None:
    with Goodmem(base_url="http://127.0.0.1:1") as client:
        other = AsyncGoodmem(base_url="http://127.0.0.1:1")
        for call in all_calls().values():
            assert inspect.signature(call.of(client)).parameters == inspect.signature(call.of(other)).parameters, (
                call.name
            )


def test_every_method_helps() -> None:
    """What `help()` prints names every argument, the HTTP operation and a summary that is a sentence."""
    with Goodmem(base_url="http://127.0.0.1:1") as client:
        for call in all_calls().values():
            method = call.of(client)
            text = inspect.getdoc(method) or ""
            assert all(f"{param.name}" in text for param in call.params), call.name
            assert call.is_derived or f"HTTP: {call.operation.http_method} {call.operation.path}" in text
            assert method.__name__ == call.name.rpartition(".")[2]
            assert method.__qualname__ == f"{type(method.__self__).__name__}.{method.__name__}"
