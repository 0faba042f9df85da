"""The base of every model: tolerant in what it reads, exact in what it sends, silent about secrets.

Rules this module keeps:

* A response never fails for what a newer server adds: unknown fields are kept and come back out, and no length or range
  is checked. Requests are checked elsewhere, against the document.
* A secret is an ordinary `str` to read, and hidden everywhere it could leak unnoticed: `repr`, `str`, validation
  errors, dumps and pickles. `model_dump(context={"secrets": True})` is the one way to dump it.
* `to_wire` is the only spelling of a model as a request: the fields that were set, under their wire names.
"""

from __future__ import annotations

import base64
import reprlib
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict
from pydantic_core import core_schema

from goodmem_dyn._cache import lru_cache
from goodmem_dyn._columns import Table, Tabular
from goodmem_dyn._models.reading import read_text
from goodmem_dyn._models.stopping import stopping
from goodmem_dyn._models.strings import is_base64, is_secret, wants_secrets
from goodmem_dyn._wire.hints import no_attribute
from goodmem_dyn._wire.media import charset_of
from goodmem_dyn._wire.secrets import MASK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


class _Shortener(reprlib.Repr):
    """`repr` of a value at a length that a terminal line bears."""

    def __init__(self) -> None:
        super().__init__()
        self.maxstring = self.maxother = 96

    def repr1(self, x: Any, level: int) -> str:
        if isinstance(x, (BaseModel, Enum)):
            return repr(x)
        if isinstance(x, bytes) and len(x) > self.maxstring // 2:
            return f"<{len(x):,} bytes>"
        return super().repr1(x, level)

    def repr_str(self, x: str, level: int) -> str:
        if len(x) <= self.maxstring:
            return repr(x)
        return f"{x[: self.maxstring - 16]!r}… ({len(x):,} characters)"


_shortener = _Shortener()


_KEPT = ("model_copy", "model_dump", "model_dump_json", "model_extra")


class _Shown(str):
    """Text that stands for itself in a `repr`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


class Model(Tabular, BaseModel):
    """What every model of the API is: attributes in snake_case, the wire in camelCase, both accepted as input.

    Fields that this package does not know are kept (`model_extra`) and dumped again. `model_dump(by_alias=True)` gives
    wire names. Secrets are masked in dumps unless `context={"secrets": True}` is passed.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="allow",
        populate_by_name=True,
        protected_namespaces=(),
        val_json_bytes="base64",
        # The text of a validation error quotes its input, and that may hold a secret.
        hide_input_in_errors=True,
    )

    def _tables(self) -> list[Table]:
        return [Table(type(self).__name__, [self], is_card=True)]

    def __rich_repr__(self) -> Iterator[Any]:
        yield from self.__repr_args__()

    def __dir__(self) -> list[str]:
        """What people ask a model for: its members, the unknown ones among them, and the ways to copy and dump it."""
        mine = {name for kind in type(self).__mro__ if kind.__module__.startswith("goodmem_dyn") for name in vars(kind)}
        names = {*type(self).model_fields, *(self.__pydantic_extra__ or ()), *mine, *_KEPT}
        return sorted(name for name in names if name.isidentifier() and (name in _KEPT or name[0] != "_"))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        made = handler.resolve_ref_schema(schema)
        if made["type"] == "model":
            stopping(made["schema"])
            if any(is_secret((field.annotation, *field.metadata)) for field in cls.model_fields.values()):
                masking = core_schema.wrap_serializer_function_ser_schema(_with_masked_extras, info_arg=True)
                made["serialization"] = masking  # type: ignore[index]  # a model's schema is a dict
        return schema

    if not TYPE_CHECKING:  # a type checker that saw it would take any name

        def __getattr__(self, name: str) -> Any:
            # Reached only for what an instance does not hold: a member that an answer left out reads as None.
            if name in type(self).model_fields:
                return None
            try:
                return super().__getattr__(name)
            except AttributeError:
                if name.startswith("_"):
                    raise
            own = (*type(self).model_fields, *(self.__pydantic_extra__ or ()))
            raise no_attribute(self, name, own, type(self).model_fields)

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """The fields that were set, and the unknown ones; long values shortened, secrets masked."""
        secrets = _secret_fields(type(self))
        for name in type(self).model_fields:
            if name in self.__pydantic_fields_set__:
                value = self.__dict__.get(name)
                hidden = name in secrets and value is not None
                yield name, _Shown(repr(MASK) if hidden else _shortener.repr(value))
        for name, value in (self.__pydantic_extra__ or {}).items():
            # What a newer server adds beside a secret may be one.
            yield name, _Shown(_shortener.repr(_hidden(value) if secrets else value))

    def __wire__(self) -> Any:
        """How it is written inside other values; found by `_values.mapping`."""
        return to_wire(self)

    def __getstate__(self) -> dict[Any, Any]:
        """What a pickle keeps: everything but secrets, whose fields read as masked and are not sent.

        Copies are made without it, and have all.
        """
        state = super().__getstate__()
        values = state["__dict__"]
        hidden = [name for name in _secret_fields(type(self)) if values.get(name) is not None]
        if hidden:
            extras = state["__pydantic_extra__"] or {}
            state["__pydantic_extra__"] = {name: value for name, value in extras.items() if _hidden(value) == value}
            state["__dict__"] = {**values, **dict.fromkeys(hidden, MASK)}
            state["__pydantic_fields_set__"] = state["__pydantic_fields_set__"] - set(hidden)
        return state


def _hidden(value: Any) -> Any:
    """A member that this package does not know, beside a secret: what a newer server adds there may be one."""
    if isinstance(value, dict):
        return {name: _hidden(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_hidden(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, float)) else MASK


def _with_masked_extras(model: Model, handler: Any, info: Any) -> Any:
    dumped = handler(model)
    extras = model.__pydantic_extra__
    if extras and isinstance(dumped, dict) and not wants_secrets(info):
        dumped.update({name: _hidden(dumped[name]) for name in extras if name in dumped})
    return dumped


class ContentModel(Model):
    """A model that carries content as bytes, with its media type beside it."""

    def text(self, *, errors: str = "strict") -> str:
        """The content as text: in the charset that its media type names, else as its mark says, else UTF-8.

        What is none of these is read as the embedded server reads it, by how its characters look; with
        `charset-normalizer` installed that tells more charsets.

        Args:
            errors: What to do with bytes that are no text in that charset, as `bytes.decode` takes it.

        Returns:
            The text, without a byte order mark.

        Raises:
            ClientStateError: The content is not here, because it was not asked for.
            UnreadableTextError: The content is not text in that charset, or nothing tells its charset. It is a
                `GoodMemError` and a `UnicodeDecodeError`.

        Example:
            >>> client.memories.get(id=memory_id, include_content=True).text()  # doctest: +SKIP
            'Bees make honey.'
        """
        name = _content_field(type(self))
        content = getattr(self, name)
        if content is None:
            from goodmem_dyn.errors import ClientStateError

            raise ClientStateError(
                f"This {type(self).__name__} came without {name}: ask for the content when getting it, such as with "
                "include_content=True."
            )
        charset = charset_of(getattr(self, "content_type", None) or "")
        if errors == "strict":
            return read_text(content, charset)
        # The mark says how the bytes are to be read; it is no part of the text.
        return str(content.decode(charset or "utf-8", errors)).removeprefix("\ufeff")


@lru_cache(maxsize=1024)
def _content_field(model: type[BaseModel]) -> str:
    return next(name for name, field in model.model_fields.items() if is_base64((field.annotation, *field.metadata)))


@lru_cache(maxsize=1024)
def _secret_fields(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(
        name for name, field in model.model_fields.items() if is_secret((field.annotation, *field.metadata))
    )


@lru_cache(maxsize=1024)
def _wire_names(model: type[BaseModel]) -> dict[str, str]:
    return {name: field.serialization_alias or field.alias or name for name, field in model.model_fields.items()}


def to_wire(model: BaseModel) -> Any:
    """A model as the JSON-like value to send: the fields that were set and the extra ones, under their wire names.

    Secrets are real, enum members are plain strings, bytes are base64 text. A value that JSON does not know is passed
    through for the argument checker to judge.

    Example:
        >>> to_wire(SpaceKey(space_id="0198", embedder_weights=[]))  # doctest: +SKIP
        {'spaceId': '0198', 'embedderWeights': []}
    """
    return _wire(model)


def _wire(value: Any) -> Any:
    if value is None or type(value) in _PLAIN:
        return value
    if isinstance(value, BaseModel):
        fields_set = value.__pydantic_fields_set__
        fields = value.__dict__
        wire = {alias: _wire(fields[name]) for name, alias in _wire_names(type(value)).items() if name in fields_set}
        for name, extra in (value.__pydantic_extra__ or {}).items():
            wire[name] = _wire(extra)
        return wire
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {key: _wire(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_wire(item) for item in value]
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode("ascii")
    return value


_PLAIN = frozenset({str, int, float, bool})
