"""Which modules the `goodmem` package has, and which names are in them: by rule from the bundled document.

| module | names |
|---|---|
| `goodmem` | all public names; the streams, named after their events; requests with content; the usual configurations |
| `goodmem.client`, `.errors`, `.pagination`, `.streaming`, `.registries` | those of the same matter here |
| `goodmem.models`, `goodmem.types` | the models; each also in its own module: `goodmem.models.space_key.SpaceKey` |
| `goodmem.api.<namespace>` | its classes as `<Namespace>API` and `Async<Namespace>API` |
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import goodmem_dyn
from goodmem_dyn import errors, models, namespaces, registry
from goodmem_dyn._catalogs import bundled
from goodmem_dyn._conveniences.shorthands import DefaultChunking
from goodmem_dyn._document.inferring import inferred
from goodmem_dyn._document.names import snake
from goodmem_dyn._document.schema import object_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from goodmem_dyn._document.reading import Surface

PACKAGE = "goodmem"
_EVENT = "Event"


@dataclass
class Module:
    """A module of the package.

    Attributes:
        about: What its docstring says.
        names: Name → the module here that has it, and its name there.
        types: Name → the model whose instance it is, for checkers.
        is_lazy: Whether its names are imported when they are asked for, because there are many.
        is_package: Whether it has modules inside.
        inside: Their names.
    """

    about: str
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    is_lazy: bool = False
    is_package: bool = False
    inside: list[str] = field(default_factory=list)

    def add(self, home: str, *names: str, **renamed: str) -> Module:
        """Take names from a module here; `renamed` are by their names there."""
        self.names.update({name: (home, name) for name in names})
        self.names.update({renamed[name]: (home, name) for name in renamed})
        return self


def modules() -> dict[str, Module]:
    """Every module of the package by its dotted name, parents first."""
    surface = bundled.catalog().surface
    modules = {PACKAGE: _root(surface)}
    modules[f"{PACKAGE}.client"] = Module("The clients.").add("goodmem_dyn", "AsyncGoodmem", "Goodmem")
    modules[f"{PACKAGE}.errors"] = Module("The exceptions.").add("goodmem_dyn.errors", *errors.__all__)
    modules[f"{PACKAGE}.pagination"] = Module("Lists in pages.").add(
        "goodmem_dyn", "AsyncPage", "AsyncWholePage", "Page", "WholePage"
    )
    modules[f"{PACKAGE}.streaming"] = Module("Streams of events.", dict(_streams(surface)))
    modules[f"{PACKAGE}.registries"] = Module("Facts about models.", is_package=True).add(
        "goodmem_dyn.registry", *registry.__all__
    )
    modules[f"{PACKAGE}.models"] = _models("The models.", is_package=True)
    modules[f"{PACKAGE}.types"] = _models("The models, by a shorter path.")
    for module, name in _model_modules():
        modules[f"{PACKAGE}.models.{module}"] = Module(f"The model {name}.").add("goodmem_dyn.models", name)
    modules[f"{PACKAGE}.api"] = Module("The namespaces of the clients.", is_package=True)
    for namespace, names in _namespaces(surface).items():
        about = f"The classes of the namespace {namespace}."
        modules[f"{PACKAGE}.api.{namespace}"] = Module(about).add("goodmem_dyn.namespaces", **names)
    for name in modules:
        parent, _, last = name.rpartition(".")
        if parent:
            modules[parent].inside.append(last)
    return modules


def _root(surface: Surface) -> Module:
    public = [name for name in goodmem_dyn.__all__ if name not in {"errors", "models"}]
    root = Module("The names of the official package `goodmem`.", is_lazy=True, is_package=True)
    root.add("goodmem_dyn", *public)
    root.names |= dict(_streams(surface))
    root.add("goodmem_dyn.models", *_with_content(surface))
    for name, model in defaults(surface).items():
        root.names[name], root.types[name] = ("goodmem_dyn.alias._values", name), model
    return root


def _models(about: str, *, is_package: bool = False) -> Module:
    return Module(about, is_lazy=True, is_package=is_package).add("goodmem_dyn.models", *models.__all__)


def _model_modules() -> Iterator[tuple[str, str]]:
    """Module and class of every model; an acronym is one word, also in the plural."""
    for name in models.__all__:
        yield snake(name), name
        one_word = snake(re.sub(r"([A-Z]{2,})s(?=[A-Z]|$)", lambda match: f"{match[1].title()}s", name))
        if one_word != snake(name):
            yield one_word, name


def _streams(surface: Surface) -> Iterator[tuple[str, tuple[str, str]]]:
    """The classes of streams, and each once more under the name of its events: `RetrieveMemoryStream`."""
    kinds = ("Stream", "RetrievalStream")
    for kind in kinds:
        yield kind, ("goodmem_dyn", kind)
        yield f"Async{kind}", ("goodmem_dyn", f"Async{kind}")
    for operation in surface.operations:
        component = operation.stream.component if operation.stream is not None else None
        if component is not None and component.endswith(_EVENT):
            kind = next(kind for kind in reversed(kinds) if _yields(operation.qualname, kind))
            name = f"{component.removesuffix(_EVENT)}Stream"
            yield name, ("goodmem_dyn", kind)
            yield f"Async{name}", ("goodmem_dyn", f"Async{kind}")


def _yields(qualname: str, kind: str) -> bool:
    """Whether a method opens a stream of that class; every one opens some stream."""
    return kind == "Stream" or kind in str(goodmem_dyn.method(qualname).returns)


def _with_content(surface: Surface) -> list[str]:
    """The models of requests that carry content of whatever kind."""
    schemas = surface.document["components"]["schemas"]
    views = {name: object_view(schema, surface.resolver) for name, schema in schemas.items()}
    return [name for name, view in views.items() if view is not None and inferred(view.properties)]


def defaults(surface: Surface) -> dict[str, str]:
    """What the client sends where a create leaves out what it has to have: the name of the value, and its model."""
    values = {}
    for operation in surface.operations:
        chunking = DefaultChunking.find(bundled.catalog().exchanges.by_qualname(operation.qualname))
        param = operation.param(chunking.name) if isinstance(chunking, DefaultChunking) else None
        component = surface.resolver.name(dict(param.schema)) if param is not None else None
        if param is not None and component is not None:
            values[param.name.upper()] = component
    return values


def _namespaces(surface: Surface) -> dict[str, dict[str, str]]:
    """Namespace → class here → class there."""
    classes: dict[str, dict[str, str]] = {}
    names = set(dir(namespaces))
    for words in surface.namespaces:
        stem = "".join(part.title() for word in words for part in word.split("_"))
        known = {kind: f"{kind}API" for kind in (stem, f"Async{stem}") if kind in names}
        classes.setdefault(words[0], {}).update(known)
    return classes
