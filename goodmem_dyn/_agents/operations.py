"""The operations of a client as agents see them: what each one does to the server, and which words allow it.

Rules: what an operation does is read from its structure and its verb, never from a list of names, and in doubt it is
the more dangerous thing. Only what certainly changes nothing is a read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Any

import goodmem_dyn
from goodmem_dyn import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn import AsyncGoodmem, Goodmem, OperationInfo, ParameterInfo

MARK = "x-goodmem-secret"
READ, WRITE, ADMIN, DESTRUCTIVE = "read", "write", "admin", "destructive"
_WORDS = (ADMIN, DESTRUCTIVE, READ, WRITE)
_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_DESTRUCTIVE = re.compile(
    r"delete|remove|purge|drain|revoke|drop|clear|reset|truncate|destroy|wipe|erase|shutdown|stop|disable|transfer|"
    r"expire|cancel|abort|overwrite|restore"
)
_ACCESS = re.compile(r"admin|access|grant|role|permission|polic|identit|credential|enrol|user|owner|key")
"""Words of what decides who may do what."""
_FILES = re.compile(r"PathLike|BinaryIO")
_CALLS = re.compile(r"Callable")


@dataclass(frozen=True)
class Offer:
    """One operation as it is offered to a model.

    Attributes:
        info: The record of the operation.
        needs: The words that allow it; empty for a read.
    """

    info: OperationInfo
    needs: frozenset[str]

    @property
    def name(self) -> str:
        return self.info.name

    @property
    def effect(self) -> str:
        """What it does, as one word or several: `read`, `write`, `admin`, `destructive`."""
        return "+".join(sorted(self.needs)) or READ

    @cached_property
    def parameters(self) -> tuple[ParameterInfo, ...]:
        """The arguments that a model may give: no paths of files, no callbacks, no options of the call."""
        return tuple(parameter for parameter in self.info.parameters if _offered(parameter))

    @cached_property
    def withheld(self) -> frozenset[str]:
        """The arguments that the method has besides, and a model may not give."""
        offered = {parameter.name for parameter in self.parameters}
        return frozenset(parameter.name for parameter in self.info.parameters if parameter.name not in offered)

    @cached_property
    def is_binary(self) -> bool:
        """Whether it answers with bytes rather than with JSON."""
        return self.info.schema("response").get("format") == "binary" or self.info.response_type.startswith("bytes")


def _offered(parameter: ParameterInfo) -> bool:
    if parameter.location in {"option", "file"} or _CALLS.search(parameter.type):
        return False
    if parameter.location == "local":
        if _FILES.search(parameter.type) or "bytes" in parameter.type:
            return False
        # A whole body, a stream and a size of batches would be second ways to say the same.
        return not (parameter.type.startswith("models.") and parameter.name == "request") and parameter.name not in {
            "stream",
            "batch_size",
            "raise_on_partial",
        }
    return True


class Offers:
    """All operations of a client, by name."""

    def __init__(self, infos: list[OperationInfo]) -> None:
        secret = {_namespace(info.name) for info in infos if _makes_secret(info)}
        self.by_name: dict[str, Offer] = {
            info.name: Offer(info, _needs(info, is_access=_namespace(info.name) in secret)) for info in infos
        }
        self._by_spelling: dict[str, Offer | None] = {}
        for offer in self.by_name.values():
            for spelling in {_letters(name) for name in _names(offer.info)}:
                self._by_spelling[spelling] = None if spelling in self._by_spelling else offer

    @classmethod
    def of(cls, client: Goodmem | AsyncGoodmem, *, bundled: bool) -> Offers:
        """The operations of a client.

        Args:
            client: The client.
            bundled: Whether it is made from the bundled document, rather than from one given at run time.
        """
        return cls(goodmem_dyn.operations() if bundled else list(_walk(client)))

    def find(self, name: str) -> Offer | None:
        """The operation of a name in any spelling that only one has: `spaces_list`, `listSpaces`, `GET /v1/spaces`."""
        return self.by_name.get(name) or self._by_spelling.get(_letters(name.strip().removeprefix("client.")))

    def __iter__(self) -> Iterator[Offer]:
        return iter(self.by_name.values())

    def __len__(self) -> int:
        return len(self.by_name)


def _walk(holder: Any) -> Iterator[OperationInfo]:
    for name in dir(holder):
        value = getattr(holder, name)
        if "with_raw_response" in dir(value):
            yield from _walk(value)
        elif isinstance(getattr(value, "operation", None), goodmem_dyn.OperationInfo):
            yield value.operation


def _names(info: OperationInfo) -> tuple[str, ...]:
    return info.name, info.operation_id, f"{info.method} {info.path}"


def _letters(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()


def _namespace(name: str) -> str:
    return name.rpartition(".")[0]


def _secrets(info: OperationInfo, of: str) -> set[str]:
    """The names of the secret members of a schema, at any depth."""
    waiting, names = [info.schema(of)], set()
    while waiting:
        node: Any = waiting.pop()
        if isinstance(node, dict):
            members = node.get("properties")
            if isinstance(members, dict):
                names |= {name for name, member in members.items() if isinstance(member, dict) and member.get(MARK)}
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return names


def _makes_secret(info: OperationInfo) -> bool:
    """Whether an answer has a secret that the caller did not send: who may call it can give access to others."""
    return info.method == "POST" and bool(_secrets(info, "response") - _secrets(info, "request"))


def _reads_by_post(info: OperationInfo) -> bool:
    """Whether a POST only reads: it may be repeated, asks for a key, and its answer gives no secret away.

    What may be repeated may still change something the first time, as an exchange of a token for a key does.
    """
    return info.method == "POST" and info.retry == "safe" and info.authenticated and not _secrets(info, "response")


def _needs(info: OperationInfo, *, is_access: bool) -> frozenset[str]:
    if info.method in _READING or _reads_by_post(info):
        return frozenset()
    needs = set()
    if is_access or not info.authenticated or _ACCESS.search(f"{info.path} {info.name}".lower()):
        needs.add(ADMIN)
    verb = f"{info.path.rpartition('/')[2].partition(':')[2]} {info.name.rpartition('.')[2]} {info.operation_id}"
    if info.method == "DELETE" or _DESTRUCTIVE.search(verb.lower()):
        needs.add(DESTRUCTIVE)
    return frozenset(needs or {WRITE})


class Permissions:
    """What a server may do for a model.

    Args:
        allow: Words (`read`, `write`, `admin`, `destructive`) and names of operations, in any case.
        offers: The operations there are.

    Raises:
        InvalidRequestError: A word is none of these.
    """

    def __init__(self, allow: list[str], offers: Offers) -> None:
        self.words: frozenset[str] = frozenset(_word(word, offers) for word in allow)

    def allows(self, offer: Offer) -> bool:
        """Whether an operation may be called."""
        return offer.needs <= self.words or offer.name in self.words


def _word(word: str, offers: Offers) -> str:
    """A word that allows something, or the name of an operation, as it is written here."""
    if word.lower() in _WORDS:
        return word.lower()
    if (offer := offers.find(word)) is not None:
        return offer.name
    near = get_close_matches(word.lower(), [*_WORDS, *offers.by_name], n=2, cutoff=0.7)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    raise InvalidRequestError(f"--allow: {word!r} is neither {', '.join(_WORDS)} nor the name of an operation.{hint}")
