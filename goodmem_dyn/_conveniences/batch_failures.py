"""What the failure of one request means for a list that went out in several.

Rules: indices are those of the caller's list. Where the answer was lost, nothing is claimed: the error says which ids
to look for. What every server refuses in one item is found before the others are sent with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.names import snake
from goodmem_dyn._results.outcomes import LostBatchError
from goodmem_dyn.errors import APIConnectionError, APIError, FieldError, InvalidRequestError, OutcomeUnknownError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from goodmem_dyn._document.surface import Operation
    from goodmem_dyn.errors import GoodMemError

_UNKNOWN_STATUS = frozenset({500, 502, 504})
"""What a server, or what stands before it, answers after it may have done the work."""
_SHOWN = 3


class Teller:
    """Tells of the failures of one batch operation.

    Args:
        operation: The operation.
        wire: The name of its list on the wire.
        id_wire: The member of an item that is its id, or None.
    """

    def __init__(self, operation: Operation, wire: str, id_wire: str | None) -> None:
        self._operation, self._wire, self._id_wire = operation, wire, id_wire

    def told(self, error: GoodMemError, start: int, items: list[Any]) -> GoodMemError:
        """A failure of the request with these items, of which the first is number `start` of the list."""
        if isinstance(error, APIError) and start:
            error.message = self._moved(error.message, start)
            error.args = (error.message,)
            error.errors = tuple(
                FieldError(self._moved(problem.field, start), self._moved(problem.message, start))
                for problem in error.errors
            )
        if self._operation.retry == "safe" or not items or isinstance(error, OutcomeUnknownError):
            return error
        ids = [key for item in items if (key := self._id(item)) is not None]
        if isinstance(error, APIConnectionError) and error.sent:
            return LostBatchError(
                f"{self._operation.qualname}(): the request was sent and its answer was lost, so whether items {start} "
                f"to {start + len(items) - 1} were done is unknown. {_look(ids)}",
                resource_ids=ids,
            )
        if isinstance(error, APIError) and error.status_code in _UNKNOWN_STATUS:
            error.message = f"{error.message.rstrip('.')}. Some items may have been done all the same. {_look(ids)}"
            error.args = (error.message,)
        return error

    def _moved(self, text: str, by: int) -> str:
        """A text of the server's with its indices in the request as indices in the list."""
        pattern = rf"\b{re.escape(self._wire)}\[(\d{{1,9}})\]"
        return re.sub(pattern, lambda match: f"{self._wire}[{int(match[1]) + by}]", text)

    def _id(self, item: Any) -> str | None:
        key = item.get(self._id_wire) if isinstance(item, dict) else item
        return key if isinstance(key, str) else None


def _look(ids: list[str]) -> str:
    if not ids:
        return "Look at what is there before you send them again."
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return f"Before you send them again, look for the ids {', '.join(ids[:_SHOWN])}{more}."


def refuse_nul(item: Any, where: str, content: str | None) -> None:
    """Refuse an item that holds a NUL character anywhere but in its content.

    Raises:
        InvalidRequestError: It holds one, which no database can store: all items of the request would be refused.
    """
    for path in _nul_paths(item, where):
        if path != f"{where}.{content}":
            raise InvalidRequestError(f"{path} holds a NUL character, which databases cannot store: remove it.")


def _nul_paths(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, str) and "\0" in value:
        yield path
    elif isinstance(value, dict):
        for key, inner in value.items():
            if "\0" in key:
                yield f"a key of {path}"
            yield from _nul_paths(inner, f"{path}.{snake(key) if path.endswith(']') else key}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _nul_paths(inner, f"{path}[{index}]")


def ordered(results: list[Any], asked: list[Any], index: str | None, id_of: Callable[[Any], str | None]) -> list[Any]:
    """The results of one request in the order of its items: by the index or the id that they name."""
    numbers = [getattr(result, index, None) for result in results] if index else []
    if numbers == list(range(len(results))):
        return results
    if results and sorted(number for number in numbers if number is not None) == list(range(len(results))):
        placed = dict(zip(numbers, results, strict=True))
        return [placed[number] for number in range(len(results))]
    if len(results) == len(asked) and all(isinstance(item, str) for item in asked):
        by_id: dict[str | None, list[Any]] = {}
        for result in results:
            by_id.setdefault(id_of(result), []).append(result)
        if all(key in by_id for key in asked) and len(by_id) == len(set(asked)):
            return [by_id[key].pop(0) if len(by_id[key]) > 1 else by_id[key][0] for key in asked]
    return results
