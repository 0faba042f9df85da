"""Models that are made at run time, for the schemas of a document given at run time.

Rules: a schema that the package knows under the same name, and describes the same all the way down, is the package's
class; any other becomes a class made here, with the same base, names and tolerance: unknown fields are kept, enums are
open, secrets hidden, base64 is bytes. A schema may contain itself, directly or through others. Two schemas whose names
would give one class name are two classes. Such classes cannot be imported, so their instances refuse to be pickled.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, Optional

from pydantic import Field, TypeAdapter, create_model

from goodmem_dyn._document.class_names import class_name
from goodmem_dyn._document.inferring import inferred
from goodmem_dyn._document.names import identifier, unique
from goodmem_dyn._document.promises import may_be_missing
from goodmem_dyn._document.schema import content_property, nullable, object_view, strip_null, types
from goodmem_dyn._models.apart import Apart, Weights
from goodmem_dyn._models.base import ContentModel, Model
from goodmem_dyn._models.strings import Base64, Secret, StrEnum
from goodmem_dyn._models.times import SUFFIX, time_property, units_a_second
from goodmem_dyn._models.types import python_type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from goodmem_dyn._document.schema import Resolver

_PROSE = frozenset({"description", "title", "summary", "example", "examples"})


class _Unpicklable:
    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(
            f"A {type(self).__name__} cannot be pickled: its class was made at run time, from a document. Pickle "
            "model_dump(by_alias=True), or the answer's bytes, instead."
        )


class _Meta(type(Model)):  # type: ignore[misc]  # a class that is computed
    """Takes from the classes what abstract classes have, and a field may be called as well."""

    @property
    def register(cls) -> NoReturn:
        raise AttributeError("register")


class RuntimeModel(_Unpicklable, Model, metaclass=_Meta):
    """The base of the models that are made at run time."""


class RuntimeContentModel(_Unpicklable, ContentModel, metaclass=_Meta):
    """The base of those that carry content."""


class _Later(Apart):
    """Stands for the class of a schema that is being made, so that schemas can contain themselves."""

    def __init__(self, models: Models, component: str) -> None:
        super().__init__(lambda: models(component))
        self._models, self._component = models, component

    def adapter(self) -> TypeAdapter[Any]:
        return self._models.adapter(self._component)


class Models:
    """The classes of a document's named schemas, made on first use.

    Args:
        resolver: Of the document.
        bundled: Of the bundled document.
        packaged: The class in the package of a schema of the bundled document.
    """

    def __init__(self, resolver: Resolver, bundled: Resolver, packaged: Callable[[str], Any]) -> None:
        self.resolver, self.bundled, self.packaged = resolver, bundled, packaged
        self._made: dict[str, Any] = {}
        self._making: set[str] = set()
        self._same: dict[str, bool] = {}
        self._lock = threading.RLock()
        self._adapters: dict[str, TypeAdapter[Any]] = {}
        self._weights = Weights()

    def adapter(self, component: str) -> TypeAdapter[Any]:
        """What validates as the class of a schema."""
        adapter = self._adapters.get(component)
        if adapter is None:
            adapter = self._adapters[component] = TypeAdapter(self(component))
        return adapter

    def __call__(self, component: str) -> Any:
        """The class of a schema: the package's own where the schema is the same, else one made here."""
        if component in self._made:
            return self._made[component]
        with self._lock:
            if component in self._made:
                return self._made[component]
            if component in self._making:
                return Annotated[Any, _Later(self, component)]
            self._making.add(component)
            try:
                self._made[component] = made = self._make(component)
            finally:
                self._making.discard(component)
            return made

    def same(self, component: str) -> bool:
        """Whether the package has this schema, described the same all the way down."""
        if component not in self._same:
            mine, theirs = (resolver.document["components"]["schemas"] for resolver in (self.resolver, self.bundled))
            reached, waiting = {component}, [component]
            while waiting:
                name = waiting.pop()
                if name not in mine or name not in theirs or _facts(mine[name]) != _facts(theirs[name]):
                    self._same[component] = False
                    break
                new = _references(mine[name]) - reached
                reached |= new
                waiting.extend(new)
            else:
                # Whatever it reaches reaches nothing else.
                self._same.update(dict.fromkeys(reached, True))
        return self._same[component]

    def _make(self, component: str) -> Any:
        if self.same(component):
            return self.packaged(component)
        schema = strip_null(self.resolver.component(component))
        if schema.get("enum"):
            return _enum(class_name(component), schema["enum"])
        view = object_view(schema, self.resolver)
        if view is None or not view.properties:
            return self._weights.bounded(python_type(schema, self.resolver, self))
        return self._model(class_name(component), view.properties, view.required)

    def _model(self, name: str, properties: Mapping[str, Any], required: frozenset[str]) -> type[Model]:
        base = _base(properties, self.resolver)
        names = attribute_names(properties, self.resolver)
        fields: dict[str, Any] = {}
        for wire, schema in properties.items():
            python = names[wire]
            kind = self._weights.bounded(self._field(schema))
            is_needed = wire in required - inferred(properties) and not self._is_request_only(schema)
            # A field that the document requires may still be null, or missing from an older server.
            default = ... if is_needed and not self._nullable(schema) else None
            kind = kind if default is ... and not may_be_missing(schema) else Optional[kind]  # noqa: UP045 - may be no type that has `|`
            fields[python] = (Annotated[kind, Field(alias=wire)], default)
        made: type[Model] = create_model(name, __base__=base, __module__=__name__, **fields)
        self._weights.keep(made, (kind for kind, _ in fields.values()))
        for python, schema in zip(fields, properties.values(), strict=True):
            units = units_a_second(schema.get("description")) if isinstance(schema, dict) else None
            beside = f"{python}{SUFFIX}"
            if units is not None and beside not in {*fields, *properties} and "integer" in types(schema):
                setattr(made, beside, time_property(python, units))
        return made

    def _field(self, schema: Any) -> Any:
        """The type of one property."""
        node = self.resolver.follow(strip_null(schema)) if isinstance(schema, dict) else {}
        if types(node) == ("string",):
            if node.get("x-goodmem-secret") or (isinstance(schema, dict) and schema.get("x-goodmem-secret")):
                return Secret
            if node.get("contentEncoding") == "base64" or node.get("format") == "byte":
                return Base64
        return python_type(schema, self.resolver, self)

    def _is_request_only(self, schema: Any) -> bool:
        return isinstance(schema, dict) and bool(self.resolver.follow(strip_null(schema)).get("writeOnly"))

    def _nullable(self, schema: Any) -> bool:
        return isinstance(schema, dict) and nullable(schema, self.resolver)


def _base(properties: Mapping[str, Any], resolver: Resolver) -> type[Model]:
    is_content = content_property(properties, resolver.follow) is not None
    return RuntimeContentModel if is_content else RuntimeModel


def attribute_names(properties: Mapping[str, Any], resolver: Resolver) -> dict[str, str]:
    """Property → what it is called in the class.

    As the generator spells it: never like a method of the model, nor like another field's wire name.
    """
    hidden = {*dir(_base(properties, resolver)), "mro"}
    names: dict[str, str] = {}
    for wire in properties:
        own = identifier(wire)
        names[wire] = unique(f"{own}_" if own in hidden else own, {*names.values(), *(properties.keys() - {wire})})
    return names


def member_names(values: Iterable[str]) -> list[str]:
    """The members of an enum of these texts."""
    names: list[str] = []
    for text in values:
        names.append(unique(identifier(text).upper().strip("_") or "EMPTY", {*names, "MRO"}))
    return names


def _enum(name: str, values: list[Any]) -> Any:
    """An open enum of text values; other values are taken as they are."""
    texts = [value for value in values if value is not None]
    if not all(isinstance(text, str) for text in texts):
        return Any
    names = member_names(texts)
    made: Any = StrEnum  # calling the class makes another one here, which its signature does not say
    return made(name, list(zip(names, texts, strict=True)), module=__name__)


def _facts(schema: Any) -> Any:
    """A schema without its prose."""
    if isinstance(schema, dict):
        return {key: _facts(value) for key, value in schema.items() if key not in _PROSE or isinstance(value, dict)}
    return [_facts(item) for item in schema] if isinstance(schema, list) else schema


def _references(schema: Any) -> set[str]:
    if isinstance(schema, dict):
        own = {schema["$ref"].rsplit("/", 1)[1]} if isinstance(schema.get("$ref"), str) else set()
        return own.union(*(_references(value) for value in schema.values()))
    if isinstance(schema, list):
        return set[str]().union(*(_references(value) for value in schema))
    return set()
