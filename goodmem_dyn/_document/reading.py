"""Document → surface.

Rules: names come from method and path; structure comes from schemas; nothing is keyed by the name of an endpoint. Every
document that is valid OpenAPI 3.0 or 3.1 gives a surface; what this client cannot use (a webhook, say) is left out, and
never an error. Namespaces are compiled when first used, because a program that lists spaces needs nothing of the rest.
"""

from __future__ import annotations

from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from goodmem_dyn._document.budget import SpecError
from goodmem_dyn._document.names import Kept, Name, NameClash, Place, Rule, name_operations, place, segments, variables
from goodmem_dyn._document.schema import Resolver
from goodmem_dyn._document.security import key_place, schemes_of
from goodmem_dyn._document.validity import check_version, located
from goodmem_dyn._wire.secrets import secret_names
from goodmem_dyn._wire.targets import template_problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from goodmem_dyn._document.security import Scheme
    from goodmem_dyn._document.surface import Operation
    from goodmem_dyn._wire.keys import KeyPlace

METHODS = ("get", "put", "post", "delete", "patch", "head", "options", "trace")


class Surface:
    """Everything a document offers.

    Attributes:
        document: The document itself.
        commit: The server commit it describes, or an empty string.
        is_kin: Whether it is of a GoodMem server: most of its operations are known. Then its ways are known as well,
            beyond what OpenAPI can say: objects are closed, and a client may choose the ids of what it creates.
        clashes: Operations that the naming rule gave one name, and what became of them.

    Args:
        document: The document.
        known: What operations were known by in a document before.
        named: The names of all operations, where they were worked out before from this very document. Then it was
            checked as well, and an operation is read when it is used.
    """

    def __init__(
        self,
        document: Mapping[str, Any],
        known: Mapping[Place, Kept] | None = None,
        named: Mapping[Name, tuple[str, str]] | None = None,
    ) -> None:
        check_version(document)
        self.document = document
        self.resolver: Resolver = Resolver(document)
        info = document.get("info")
        self.commit: str = str(info.get("x-goodmem-commit", "")) if isinstance(info, dict) else ""
        self._raw: dict[tuple[str, str], tuple[dict[str, Any], list[dict[str, Any]]]] = {}
        self._compiled: dict[Name, Operation] = {}
        self._keys: Mapping[Name, tuple[str, str]] = named if named is not None else self._named(known)

    def _named(self, known: Mapping[Place, Kept] | None) -> dict[Name, tuple[str, str]]:
        """Read all operations, and name them."""
        document = self.document
        paths = document.get("paths") or {}
        if not isinstance(paths, dict):
            raise SpecError("#/paths: it is no object.")
        for path, node in paths.items():
            if path.startswith("x-"):
                continue
            problem = template_problem(path)
            with located("paths", path):
                if problem:
                    raise SpecError(f"the path {problem}: paths lie under the server's address.")
                if not isinstance(node, dict) and node is not None:
                    raise SpecError("the path item is no object.")
                item = self.resolver.follow(node)
                shared = item.get("parameters", ())
                if not isinstance(shared, (list, tuple)):
                    raise SpecError("its `parameters` are no list.")
            for method in METHODS:
                if isinstance(item.get(method), dict):
                    with located("paths", path, method):
                        operation = self.resolver.follow(item[method])
                    self._raw[method, path] = (operation, list(shared))
        known = moved_along(known, self._raw)
        known_here = sum(place(*key) in (known or {}) for key in self._raw)
        self.is_kin = known is None or 0 < min(len(self._raw), len(known)) <= 2 * known_here
        self.resolver.is_closed = self.is_kin
        names, self.clashes = name_operations(
            {key: (raw.get("operationId", ""), "requestBody" in raw) for key, (raw, _) in self._raw.items()},
            {**_names(known or {}), **self._stated_names()} if self.is_kin else self._stated_names(),
            own_rule if self.is_kin else foreign_rule,
        )
        self._known = known or {} if self.is_kin else {}
        return {name: key for key, name in names.items()}

    is_kin: bool = True
    clashes: Sequence[NameClash] = ()
    _known: Mapping[Place, Kept] = MappingProxyType({})

    def _stated_names(self) -> dict[Place, Name]:
        """The names that the document itself gives its operations."""
        stated = {key: raw.get("x-goodmem-name") for key, (raw, _) in self._raw.items()}
        return {
            place(*key): Name(tuple(words), method)
            for key, text in stated.items()
            if isinstance(text, str)
            for *words, method in [text.split(".")]
            if words and all(word.isidentifier() for word in (*words, method))
        }

    @property
    def places(self) -> dict[Name, tuple[str, str]]:
        """Verb and path of every operation, as the document writes them."""
        return dict(self._keys)

    @cached_property
    def names(self) -> dict[Place, Name]:
        """The name of every operation, by its place."""
        return {place(*key): name for name, key in self._keys.items()}

    @property
    def kept(self) -> dict[Place, Kept]:
        """What every operation is known by, by its place: what a later document goes by."""
        return {place(*key): Kept(name, self.variables(*key)) for name, key in self._keys.items()}

    def variables(self, method: str, path: str) -> tuple[str, ...]:
        """What the variables of a path are known by, in their order: as documents before called them."""
        own = variables(path)
        stated = self.raw(method, path)[0].get("x-goodmem-variables")
        known = self._known.get(place(method, path))
        names = tuple(stated) if isinstance(stated, list) else known.variables if known else own
        return names if len(names) == len(own) and all(isinstance(name, str) for name in names) else own

    @cached_property
    def secrets(self) -> frozenset[str]:
        """The wire names of the members that are never shown."""
        return secret_names(self.document)

    @cached_property
    def key_place(self) -> KeyPlace:
        """Where the API key goes."""
        return key_place(self.document)

    @cached_property
    def schemes(self) -> dict[str, Scheme]:
        """The security schemes, by their names."""
        return schemes_of(self.document, self.resolver)

    @cached_property
    def namespaces(self) -> dict[tuple[str, ...], list[str]]:
        """Every namespace as its words, with the names of its methods; parents of nested ones included."""
        methods: dict[tuple[str, ...], list[str]] = {}
        for name in self._keys:
            for depth in range(1, len(name.namespace) + 1):
                methods.setdefault(name.namespace[:depth], [])
            methods[name.namespace].append(name.method)
        return {words: sorted(methods[words]) for words in sorted(methods)}

    def operation(self, namespace: tuple[str, ...], method: str) -> Operation:
        """One operation; compiled on first use."""
        name = Name(namespace, method)
        if name not in self._compiled:
            # Imported when it is used: a client that is made compiles nothing.
            from goodmem_dyn._document.operations import Compiler

            method_, path = self._keys[name]
            with located("paths", path, method_):
                self._compiled[name] = Compiler(self, name, method_, path).compile()
        return self._compiled[name]

    @property
    def operations(self) -> Iterator[Operation]:
        """All operations, by name."""
        for namespace, methods in self.namespaces.items():
            for method in methods:
                yield self.operation(namespace, method)

    def raw(self, method: str, path: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """An operation as the document writes it, and the parameters of its path item."""
        entry = self._raw.get((method, path))
        if entry is None:  # named beforehand, and therefore read when it is used
            item = self.resolver.follow(self.document["paths"][path])
            entry = self._raw[method, path] = (self.resolver.follow(item[method]), list(item.get("parameters", ())))
        return entry

    def find(self, method: str, path: str) -> Name | None:
        """The name of the operation at a method and path, whatever the path calls its variables."""
        return self.names.get(place(method, path))


def moved_along(known: Mapping[Place, Kept] | None, keys: Iterable[Place]) -> Mapping[Place, Kept] | None:
    """What operations were known by, also at the places that a document moved them to."""
    if not known or all(place(*key) in known for key in keys):
        return known
    # Imported where something is new: the bundled document needs none of it.
    from goodmem_dyn._document.moves import follow

    return follow(known, keys)


def own_rule(operations: Iterable[Place]) -> Rule:
    """The rule for names of a GoodMem server's document: its paths begin with a version, or a gateway's words."""
    operations = list(operations)
    heads = {path.split("/", 2)[1] for _, path in operations}
    if any(not segments(head)[0] for head in heads):
        return Rule(operations)
    from goodmem_dyn._document.beginnings import RuleAfterBeginning

    return RuleAfterBeginning(operations)


def foreign_rule(operations: Iterable[Place]) -> Rule:
    """The rule for names of a document that is no GoodMem server's."""
    # Imported when there is one: the bundled document needs none of it.
    from goodmem_dyn._document.foreign_names import ForeignRule

    return ForeignRule(operations)


def _names(known: Mapping[Place, Kept]) -> dict[Place, Name]:
    return {where: entry.name for where, entry in known.items()}


def compile_document(document: Mapping[str, Any], known: Mapping[Place, Kept] | None = None) -> Surface:
    """The surface of a document.

    Args:
        document: The document.
        known: What operations were known by in a document before, which they keep.

    Raises:
        SpecError: It is not an OpenAPI document, or a reference in it leads nowhere.
    """
    return Surface(document, known)
