"""The stub of the namespaces of a document: every method with its overloads, as the run-time classes have them.

Rules: it is made from the records that the run-time classes are made from.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from goodmem_dyn._conveniences.base import Variant
from goodmem_dyn._methods.signature import accepted, default_of
from goodmem_dyn._namespaces import members, naming
from goodmem_dyn._stubs.text import HEADER, Imports, docstring
from goodmem_dyn._wire.not_given import NOT_GIVEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn._document.surface import Param
    from goodmem_dyn._methods.catalog import Catalog
    from goodmem_dyn._namespaces.members import Member


def namespaces(catalog: Catalog, *, header: str = HEADER, beside: bool = False) -> str:
    """The stub of the namespaces; `beside` says that models and params are modules of the same package."""
    titles = naming.class_titles(catalog)
    classes = [name for title in titles.values() for name in title]
    imports = Imports([*classes, *naming.CLIENT_BASES], beside=beside)
    blocks = ["\n".join(_client_base(catalog, imports, is_async=is_async)) for is_async in (False, True)]
    for words in titles:
        for is_async in (False, True):
            blocks.append("\n".join(_namespace(catalog, imports, words, is_async=is_async)))
            blocks.append("\n".join(_raw(catalog, imports, words, is_async=is_async)))
    doc = '"""The namespaces of the clients, by name: for annotations, `isinstance`, and reading."""'
    return "\n".join([header + doc, "", *imports.lines(), "", "\n\n".join(blocks), ""])


def _client_base(catalog: Catalog, imports: Imports, *, is_async: bool) -> Iterator[str]:
    titles = {words: title for words, title in naming.class_titles(catalog).items() if len(words) == 1}
    hidden = frozenset(words[0] for words in titles)
    yield f"class {naming.CLIENT_BASES[is_async]}:"
    yield f'    """The namespaces of {"an AsyncGoodmem" if is_async else "a Goodmem"} client."""'
    yield ""
    for words, title in titles.items():
        kind = title.of(is_async=is_async)
        yield from _property(words[0], kind, f"The `{words[0]}` namespace.", imports, hidden)
    if naming.has_bulk(catalog):
        kind = imports.name("AsyncBulk" if is_async else "Bulk")
        yield from _property(naming.BULK, kind, naming.BULK_DOC, imports, hidden)


def _property(name: str, kind: str, doc: str, imports: Imports, hidden: frozenset[str]) -> Iterator[str]:
    yield f"    @{imports.name('property', hidden)}"
    yield f"    def {name}(self) -> {kind}:"
    yield f'        """{doc}"""'
    yield ""


def _namespace(catalog: Catalog, imports: Imports, words: tuple[str, ...], *, is_async: bool) -> Iterator[str]:
    titles = naming.class_titles(catalog)
    names, inner = naming.method_names(catalog, words), naming.children(catalog, words)
    hidden = frozenset([*names, *inner, "with_raw_response"])
    yield f"class {titles[words].of(is_async=is_async)}({imports.name('BaseNamespace')}):"
    yield docstring(naming.namespace_doc(words, is_async=is_async), "    ")
    yield ""
    for name in inner:
        child = (*words, name)
        kind = titles[child].of(is_async=is_async)
        yield from _property(name, kind, f"The `{'.'.join(child)}` namespace.", imports, hidden)
    for name in names:
        method = members.member(catalog, words, name, is_async=is_async)
        yield from _method(method, imports, hidden, is_async=is_async)
    kind = titles[words].of(is_async=is_async, is_raw=True)
    yield from _property("with_raw_response", kind, naming.RAW_DOC, imports, hidden)


def _raw(catalog: Catalog, imports: Imports, words: tuple[str, ...], *, is_async: bool) -> Iterator[str]:
    raw = members.raw_members(catalog, words)
    title = naming.class_titles(catalog)[words].of(is_async=is_async, is_raw=True)
    yield f"class {title}({imports.name('RawNamespace')}):"
    yield docstring(naming.RAW_DOC, "    ")
    yield ""
    for method in raw:
        yield from _method(method, imports, frozenset(member.name for member in raw), is_async=is_async)


def _method(method: Member, imports: Imports, hidden: frozenset[str], *, is_async: bool) -> Iterator[str]:
    for index, variant in enumerate(method.variants or (Variant(),)):
        if method.variants:
            yield f"    @{imports.name('overload', hidden)}"
        if method.deprecation is not None:
            yield f"    @{imports.name('deprecated', hidden)}({method.deprecation!r})"
        is_coroutine = is_async and method.events is None
        yield f"    {'async ' if is_coroutine else ''}def {method.name}("
        yield "        self,"
        if method.params:
            yield "        *,"
        for param in method.params:
            yield f"        {_argument(param, variant, imports, hidden)},"
        returns = _returns(method, variant, is_async=is_async)
        yield f"    ) -> {imports.spell(returns, hidden)}:"
        # An editor shows the docstring of the first overload for all of them.
        yield docstring(method.doc, "        ") if index == 0 else "        ..."
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


def _returns(method: Member, variant: Variant, *, is_async: bool) -> str:
    events = method.events
    if events is None or not is_async:
        return members.spelled(variant.returns or method.returns, is_async=is_async)
    # Opening a stream does no I/O yet and is not awaited; collecting it is.
    stream = members.spelled(events.stream_type, is_async=True)
    collected = f"Coroutine[Any, Any, {members.spelled(events.returns or method.returns, is_async=True)}]"
    choice = variant.given.get("stream")
    return {"Literal[True]": stream, "Literal[False]": collected}.get(choice or "", f"{stream} | {collected}")
