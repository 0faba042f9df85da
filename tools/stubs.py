"""What editors and type checkers read of a client that is made at run time.

That is the stub of `goodmem_dyn.namespaces`, and the TypedDicts of nested bodies, `goodmem_dyn.params`.

Rules this module keeps:

* Both are made from the records that the run-time classes are made from, and `mypy.stubtest` holds them together.
* A name that a class defines hides the one that its annotations mean (`list`, where a class has a method of that name):
  such a name is spelled in another way inside that class, and in that class alone.
* A TypedDict takes the keys that the checker of arguments takes, in snake case.
"""

from __future__ import annotations

import builtins
import json
import keyword
import re
import textwrap
from typing import TYPE_CHECKING, Any

from goodmem_dyn import _namespaces
from goodmem_dyn._annotate import ARGUMENTS, annotation, dict_name
from goodmem_dyn._docs import accepted, default_of, pythonic
from goodmem_dyn._method import Catalog, Nested, Variant
from goodmem_dyn._names import snake
from goodmem_dyn._schema import nullable, object_view, strip_null
from goodmem_dyn._spec import compile_document
from goodmem_dyn._surface import NOT_GIVEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from goodmem_dyn._namespaces import Member
    from goodmem_dyn._surface import Param

HEADER = "# Generated from spec/. Do not edit; run `python -m tools generate`.\n"

_FROM = {
    "collections.abc": ("Callable", "Coroutine", "Iterable", "Mapping", "Sequence"),
    "typing": ("Any", "BinaryIO", "Literal", "TypedDict", "overload"),
    "typing_extensions": ("Required",),  # not in the typing of 3.10
    "goodmem_dyn": (
        "NOT_GIVEN",
        "AsyncPage",
        "AsyncRetrievalStream",
        "AsyncStream",
        "BatchResult",
        "NotGiven",
        "Page",
        "RawResponse",
        "RetrievalResult",
        "RetrievalStream",
        "Stream",
        "filters",
        "models",
        "params",
    ),
    "goodmem_dyn._namespaces": ("BaseNamespace", "RawNamespace"),
}
_HOME = {name: module for module, names in _FROM.items() for name in names}
_MODULES = {"builtins", "datetime", "httpx", "os"}
_TOKEN = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|(?<![\w.])params\.|(?<![\w.])[A-Za-z_]\w*""")


class StubError(Exception):
    """An annotation uses a name that the stub cannot import: a tool and the package have drifted apart."""


class Imports:
    """The imports of one file, collected as its text is spelled."""

    def __init__(self, defined: Iterable[str], *, is_params: bool = False) -> None:
        self.defined = frozenset(defined)
        self.is_params = is_params
        self.used: set[tuple[str, str]] = set()

    def name(self, name: str, hidden: frozenset[str] = frozenset()) -> str:
        """How a name is spelled where `hidden` names mean something else."""
        is_hidden = name in hidden or name in self.defined
        if name in _HOME or name in _MODULES:
            alias = f"_{name}" if is_hidden else name
            self.used.add((name, alias))
            return alias
        if not hasattr(builtins, name):
            raise StubError(f"no import is known for {name!r}")
        return self.name("builtins", hidden) + f".{name}" if is_hidden else name

    def spell(self, text: str, hidden: frozenset[str] = frozenset()) -> str:
        """An annotation with each of its names spelled for its place."""

        def spelled(match: re.Match[str]) -> str:
            word = match[0]
            if word[0] in "'\"":
                return word
            if word == "params.":
                return "" if self.is_params else f"{self.name('params', hidden)}."
            return self.name(word, hidden)

        return _TOKEN.sub(spelled, text)

    def lines(self) -> Iterator[str]:
        """The import statements."""
        for name, alias in sorted(self.used):
            if name in _MODULES:
                yield f"import {name}" + (f" as {alias}" if alias != name else "")
        for module in sorted(_FROM):
            names = sorted((name, alias) for name, alias in self.used if _HOME.get(name) == module)
            if names:
                listed = ", ".join(name if name == alias else f"{name} as {alias}" for name, alias in names)
                yield f"from {module} import {listed}"


def generate(document: dict[str, Any]) -> dict[str, bytes]:
    """The generated files beside the package's own, by name, for an effective document."""
    catalog = Catalog(compile_document(document), _no_model)
    return {"namespaces.pyi": namespaces(catalog).encode(), "params.py": params(catalog).encode()}


def _no_model(component: str) -> Any:
    raise StubError(f"a stub needs no model, and {component!r} was asked for")


# Namespaces ----------------------------------------------------------------------------------------------------------


def namespaces(catalog: Catalog) -> str:
    """The stub of `goodmem_dyn.namespaces`."""
    titles = _namespaces.class_titles(catalog)
    classes = [name for title in titles.values() for name in vars(title).values()]
    imports = Imports([*classes, *_namespaces.CLIENT_BASES])
    blocks = ["\n".join(_client_base(catalog, imports, is_async=is_async)) for is_async in (False, True)]
    for words in titles:
        for is_async in (False, True):
            blocks.append("\n".join(_namespace(catalog, imports, words, is_async=is_async)))
            blocks.append("\n".join(_raw(catalog, imports, words, is_async=is_async)))
    doc = '"""The namespaces of the clients, by name: for annotations, `isinstance`, and reading."""'
    return "\n".join([HEADER + doc, "", *imports.lines(), "", "\n\n".join(blocks), ""])


def _client_base(catalog: Catalog, imports: Imports, *, is_async: bool) -> Iterator[str]:
    titles = {words: one for words, one in _namespaces.class_titles(catalog).items() if len(words) == 1}
    hidden = frozenset(words[0] for words in titles)
    yield f"class {_namespaces.CLIENT_BASES[is_async]}:"
    yield f'    """The namespaces of {"an AsyncGoodmem" if is_async else "a Goodmem"} client."""'
    yield ""
    for words, title in titles.items():
        kind = title.of(is_async=is_async)
        yield from _property(words[0], kind, f"The `{words[0]}` namespace.", imports, hidden)


def _property(name: str, kind: str, doc: str, imports: Imports, hidden: frozenset[str]) -> Iterator[str]:
    yield f"    @{imports.name('property', hidden)}"
    yield f"    def {name}(self) -> {kind}:"
    yield f'        """{doc}"""'
    yield ""


def _namespace(catalog: Catalog, imports: Imports, words: tuple[str, ...], *, is_async: bool) -> Iterator[str]:
    titles = _namespaces.class_titles(catalog)
    names, inner = _namespaces.method_names(catalog, words), _namespaces.children(catalog, words)
    hidden = frozenset([*names, *inner, "with_raw_response"])
    yield f"class {titles[words].of(is_async=is_async)}({imports.name('BaseNamespace')}):"
    yield _docstring(_namespaces.namespace_doc(words, is_async=is_async), "    ")
    yield ""
    for name in inner:
        child = (*words, name)
        kind = titles[child].of(is_async=is_async)
        yield from _property(name, kind, f"The `{'.'.join(child)}` namespace.", imports, hidden)
    for name in names:
        found = _namespaces.member(catalog, words, name, is_async=is_async)
        yield from _method(found, imports, hidden, is_async=is_async)
    kind = titles[words].of(is_async=is_async, is_raw=True)
    yield from _property("with_raw_response", kind, _namespaces.RAW_DOC, imports, hidden)


def _raw(catalog: Catalog, imports: Imports, words: tuple[str, ...], *, is_async: bool) -> Iterator[str]:
    found = _namespaces.raw_members(catalog, words)
    title = _namespaces.class_titles(catalog)[words].of(is_async=is_async, is_raw=True)
    yield f"class {title}({imports.name('RawNamespace')}):"
    yield _docstring(_namespaces.RAW_DOC, "    ")
    yield ""
    for one in found:
        yield from _method(one, imports, frozenset(member.name for member in found), is_async=is_async)


def _method(found: Member, imports: Imports, hidden: frozenset[str], *, is_async: bool) -> Iterator[str]:
    for index, variant in enumerate(found.variants or (Variant(),)):
        if found.variants:
            yield f"    @{imports.name('overload', hidden)}"
        is_coroutine = is_async and found.events is None
        yield f"    {'async ' if is_coroutine else ''}def {found.name}("
        yield "        self,"
        if found.params:
            yield "        *,"
        for param in found.params:
            yield f"        {_argument(param, variant, imports, hidden)},"
        returns = _returns(found, variant, is_async=is_async)
        yield f"    ) -> {imports.spell(returns, hidden)}:"
        # An editor shows the docstring of the first overload for all of them.
        yield _docstring(found.doc, "        ") if index == 0 else "        ..."
        yield ""


def _argument(param: Param, variant: Variant, imports: Imports, hidden: frozenset[str]) -> str:
    default = default_of(param)
    if param.name in variant.without:
        kind = "None | NotGiven" if default is NOT_GIVEN else "None"
        return f"{param.name}: {imports.spell(kind, hidden)} = {_default(default, imports, hidden)}"
    if param.name in variant.given:
        narrow = variant.given[param.name]
        text = narrow or re.sub(r" \| None\Z", "", param.annotation)
        if narrow != f"Literal[{default!r}]":
            return f"{param.name}: {imports.spell(text, hidden)}"
        return f"{param.name}: {imports.spell(text, hidden)} = {default!r}"
    text = f"{param.name}: {imports.spell(accepted(param), hidden)}"
    return text if param.required else f"{text} = {_default(default, imports, hidden)}"


def _default(value: object, imports: Imports, hidden: frozenset[str]) -> str:
    if value is NOT_GIVEN:
        return imports.name("NOT_GIVEN", hidden)
    return repr(value) if value is None or isinstance(value, (bool, int, float, str)) else "..."


def _returns(found: Member, variant: Variant, *, is_async: bool) -> str:
    events = found.events
    if events is None or not is_async:
        return _namespaces.spelled(variant.returns or found.returns, is_async=is_async)
    # Opening a stream does no I/O yet and is not awaited; collecting it is.
    stream = _namespaces.spelled(events.stream_type, is_async=True)
    collected = f"Coroutine[Any, Any, {_namespaces.spelled(events.returns or 'None', is_async=True)}]"
    choice = variant.given.get("stream")
    return {"Literal[True]": stream, "Literal[False]": collected}.get(choice or "", f"{stream} | {collected}")


def _docstring(text: str, indent: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"').rstrip()
    if escaped.endswith('"'):
        escaped = f'{escaped[:-1]}\\"'
    if "\n" not in escaped:
        return f'{indent}"""{escaped}"""'
    return textwrap.indent(f'"""{escaped}\n"""', indent, lambda line: bool(line.strip()))


# Nested bodies -------------------------------------------------------------------------------------------------------


def params(catalog: Catalog) -> str:
    """The module of the TypedDicts that arguments may be given as."""
    resolver = catalog.surface.resolver
    components = resolver.document.get("components", {}).get("schemas", {})
    by_name = {dict_name(component): component for component in components}
    texts = [
        param.annotation
        for words in catalog.surface.namespaces
        for name in _namespaces.method_names(catalog, words)
        for param in _namespaces.member(catalog, words, name).params
    ]
    nested: dict[str, Nested] = {}
    for operation in catalog.surface.operations:
        for one in catalog.by_qualname(operation.qualname).conveniences:
            nested.update(one.shapes)
    fields: dict[str, dict[str, tuple[str, str]]] = {}
    waiting = sorted(set(_dicts(texts)))
    while waiting:
        name = waiting.pop()
        if name not in fields:
            component = by_name[name]
            fields[name] = _fields(components[component], catalog, nested.get(component, Nested()))
            waiting += _dicts(text for text, _ in fields[name].values())
    imports = Imports(fields, is_params=True)
    blocks = []
    for name in sorted(fields):
        description = components[by_name[name]].get("description") or f"`models.{name.removesuffix('Dict')}` as a dict."
        blocks.append("\n".join(_typed_dict(name, fields[name], pythonic(description), imports)))
    doc = '"""Nested bodies as dicts: a TypedDict for every model that an argument takes, its keys in snake case."""'
    lines = [HEADER + doc, "", "from __future__ import annotations", "", *imports.lines(), ""]
    listed = "".join(f"    {json.dumps(name)},\n" for name in sorted(fields))
    return "\n".join([*lines, f"__all__ = [\n{listed}]", "", "", "\n\n\n".join(blocks), ""])


def _dicts(texts: Iterable[str]) -> list[str]:
    return [name for text in texts for name in re.findall(r"\bparams\.(\w+)", text)]


def _fields(schema: dict[str, Any], catalog: Catalog, nested: Nested) -> dict[str, tuple[str, str]]:
    """Key → type and description, as the checker of arguments sees them."""
    resolver = catalog.surface.resolver
    view = object_view(strip_null(resolver.follow(strip_null(schema))), resolver)
    assert view is not None
    found = {}
    for wire, one in view.properties.items():
        text = annotation(one, resolver, ARGUMENTS)
        if wire in view.required and snake(wire) not in nested.optional:
            text = f"Required[{text}]"
        elif not nullable(one, resolver):
            text += " | None"  # the checker takes it as not given
        found[snake(wire)] = (text, str(resolver.follow(strip_null(one)).get("description", "")))
        if isinstance(one, dict) and one.get("description"):
            found[snake(wire)] = (text, str(one["description"]))
    return found | {param.name: (f"{param.annotation} | None", param.description) for param in nested.added}


def _typed_dict(name: str, fields: dict[str, tuple[str, str]], doc: str, imports: Imports) -> Iterator[str]:
    if all(key.isidentifier() and not keyword.iskeyword(key) for key in fields):
        yield f"class {name}({imports.name('TypedDict')}, total=False):"
        yield _docstring(doc, "    ")
        hidden = frozenset(fields)
        for key, (text, description) in fields.items():
            yield ""
            yield f"    {key}: {imports.spell(text, hidden)}"
            if description:
                yield _docstring(pythonic(description), "    ")
        return
    # A key that is no name in Python can only be written as a string.
    yield f"{name} = {imports.name('TypedDict')}("
    yield f'    "{name}",'
    yield "    {"
    for key, (text, _) in fields.items():
        yield f"        {key!r}: {imports.spell(text)!r},"
    yield "    },"
    yield "    total=False,"
    yield ")"
    yield _docstring(doc, "")
