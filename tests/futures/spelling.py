"""What is given, as arguments of a method; and whether what arrived is what was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.futures.calls import FILE, Given
from tests.futures.client import Folded, Member, snake

if TYPE_CHECKING:
    from collections.abc import Iterator


def spelled(method: Member | Folded, given: Given) -> dict[str, Any]:
    """What is given, as arguments.

    Raises:
        LookupError: The method has no argument for it.
    """
    args: dict[str, Any] = {}
    member = method if isinstance(method, Member) else method.member
    for where in ("path", "query", "header", "cookie"):
        for wire, value in getattr(given, where).items():
            folded = isinstance(method, Folded) and where == "path"
            name = method.argument if isinstance(method, Folded) and folded else member.argument(where, wire)
            name = name or (snake(wire) if isinstance(method, Folded) and snake(wire) in member.parameters else None)
            if name is None or name not in member.parameters:
                raise LookupError(f"{where} parameter {wire} cannot be given to {member.name}")
            args[name] = value
    if isinstance(given.body, dict) and (member.argument("body", "") is None):
        for wire, value in given.body.items():
            args[_argument(member, wire)] = value
    elif given.body is not None:
        name = member.argument("body", "") or member.argument("file", "")
        if name is None:
            raise LookupError(f"the body cannot be given to {member.name}")
        args[name] = given.body
    for wire, value in given.files.items():
        name = member.argument("file", wire) or member.argument("body", wire)
        if name is None and _is_file_value(value) and "file" in member.parameters and "file" not in args:
            name = "file"  # the client calls the file so, whatever the form calls it
        args[name or _argument(member, wire)] = value
    return args


def _argument(member: Member, wire: str) -> str:
    found = member.argument("body", wire) or member.argument("file", wire)
    if found is None and snake(wire) in member.parameters:
        found = snake(wire)
    if found is None or found not in member.parameters:
        raise LookupError(f"{wire} of the body cannot be given to {member.name}")
    return found


def _is_file_value(value: Any) -> bool:
    return value in (FILE, [FILE])


def equal(wanted: Any, there: Any) -> bool:
    if isinstance(wanted, dict) and isinstance(there, dict):
        return wanted.keys() == there.keys() and all(equal(one, there[name]) for name, one in wanted.items())
    if isinstance(there, list) and not isinstance(wanted, list):
        return equal([wanted], there)  # an older client gives one of what may be several now
    return bool(wanted == there) or (not isinstance(wanted, (list, dict)) and str(wanted) == there)


def body_differences(wanted: Any, there: Any) -> Iterator[str]:
    if not isinstance(wanted, dict) or not isinstance(there, dict):
        text = there.decode() if isinstance(there, bytes) and isinstance(wanted, str) else there
        if wanted is not None and wanted != text:
            yield f"the body arrived as {there!r:.80} instead of {wanted!r:.80}"
        return
    for name, value in wanted.items():
        if name not in there:
            yield f"{name} of the body did not arrive"
        elif not equal(value, there[name]):
            yield f"{name} of the body arrived as {there[name]!r:.80} instead of {value!r:.80}"
