"""The base of every model: tolerant in what it reads, exact in what it sends, silent about secrets.

Rules this module keeps:

* A response never fails for what a newer server adds: unknown fields are kept and come back out, an unknown value of an
  enumeration stays the string it was, and no length or range is checked. Requests are checked elsewhere, against the
  document.
* A secret is an ordinary `str` to read, and hidden everywhere it could leak unnoticed: `repr`, `str`, validation
  errors, dumps and pickles. `model_dump(context={"secrets": True})` is the one way to dump it.
* `to_wire` is the only spelling of a model as a request: the fields that were set, under their wire names.
* Nothing here keeps a value that the server sent: an unknown enum member is not cached, so a server cannot grow it.
"""

from __future__ import annotations

import base64
import codecs
import reprlib
import typing
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, SerializationInfo
from pydantic_core import SchemaValidator, ValidationError, core_schema

from goodmem_dyn._cache import lru_cache

if TYPE_CHECKING:
    # What these are but for the marks that they carry at run time.
    from builtins import bytes as Base64  # noqa: N812 - a class to its users
    from builtins import str as Base64Text  # noqa: N812 - a class to its users
    from builtins import str as Secret  # noqa: N812 - a class to its users

    from typing_extensions import Self

__all__ = ["MASK", "Base64", "Base64Text", "Model", "Secret", "StrEnum", "to_wire"]

MASK = "**********"
"""What stands in for a secret in `repr` and in dumps."""


class StrEnum(str, Enum):
    """A string enumeration that a newer server may extend.

    A known value is a member. Any other string becomes a member-like instance of the same class, which compares,
    hashes, pickles and prints as that string.

    Example:
        >>> class Colour(StrEnum):
        ...     RED = "red"
        >>> Colour("red") is Colour.RED
        True
        >>> Colour("teal") == "teal", Colour("teal").is_known
        (True, False)
    """

    __str__ = str.__str__
    __format__ = str.__format__  # type: ignore[assignment] # the mix-in's own, which Enum hides
    __hash__ = str.__hash__

    def __new__(cls, value: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        return member

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        if not isinstance(value, str):
            return None
        unknown = str.__new__(cls, value)
        unknown._name_ = unknown._value_ = str(value)
        return unknown

    @property
    def is_known(self) -> bool:
        """Whether this package knew the value when it was made; `False` for one that a newer server added."""
        return self._value_ in type(self)._value2member_map_

    def __repr__(self) -> str:
        name = type(self).__name__
        return f"{name}.{self._name_}" if self.is_known else f"{name}({self._value_!r})"

    def __reduce_ex__(self, protocol: object) -> tuple[Any, ...]:
        return type(self), (self._value_,)


class _SecretString:
    """Marks a field as secret, and masks it in dumps."""

    @staticmethod
    def serialize(value: str, info: SerializationInfo) -> str:
        context = info.context
        return value if isinstance(context, Mapping) and context.get("secrets") is True else MASK

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.str_schema(
            serialization=core_schema.plain_serializer_function_ser_schema(
                self.serialize, info_arg=True, return_schema=core_schema.str_schema()
            )
        )


if not TYPE_CHECKING:  # to a type checker it is `str`: see above
    Secret = Annotated[str, _SecretString()]
    """A string that is shown to nobody: see the rules above."""


class _Base64Bytes:
    """Bytes that travel as base64 text: either alphabet is read, the standard one is written."""

    @staticmethod
    def decode(value: object) -> bytes:
        if isinstance(value, (bytes, bytearray)):
            return bytes(value)
        if not isinstance(value, str):
            raise ValueError("expected bytes, or a string of base64 text")  # noqa: TRY004 - pydantic wants ValueError
        try:
            text = value.encode("ascii").translate(_STANDARD_ALPHABET)
            return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
        except ValueError:
            raise ValueError("the text is not base64") from None

    @staticmethod
    def encode(value: bytes) -> str:
        return base64.b64encode(value).decode("ascii")

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        decoded = core_schema.no_info_plain_validator_function(self.decode)
        return core_schema.json_or_python_schema(
            json_schema=core_schema.bytes_schema() if _NATIVE_BASE64 else decoded,
            python_schema=decoded,
            serialization=core_schema.plain_serializer_function_ser_schema(
                self.encode, return_schema=core_schema.str_schema(), when_used="json"
            ),
        )


def _reads_base64() -> bool:
    """Whether this pydantic decodes both alphabets by itself, which is five to nine times as fast as doing it here."""
    validator = SchemaValidator(core_schema.bytes_schema(), core_schema.CoreConfig(val_json_bytes="base64"))
    try:
        return [validator.validate_json(text) for text in ('"+/8="', '"-_8="', '"-_8"')] == [b"\xfb\xff"] * 3
    except ValidationError:
        return False


_NATIVE_BASE64 = _reads_base64()
_STANDARD_ALPHABET = bytes.maketrans(b"-_", b"+/")

if not TYPE_CHECKING:  # to a type checker it is `bytes`: see above
    Base64 = Annotated[bytes, _Base64Bytes()]
    """Bytes whose wire form is base64 text."""


class _Base64Text:
    """Base64 text that may be given as the bytes it stands for. What text says is for the argument checker to judge."""

    @staticmethod
    def encode(value: object) -> object:
        return base64.b64encode(value).decode("ascii") if isinstance(value, (bytes, bytearray, memoryview)) else value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self.encode, core_schema.str_schema())


if not TYPE_CHECKING:  # to a type checker it is `str`: see above
    Base64Text = Annotated[str, _Base64Text()]
    """Base64 text on its way to the server."""


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


class _Shown(str):
    """Text that stands for itself in a `repr`."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


class Model(BaseModel):
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

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """The fields that were set, and the unknown ones; long values shortened, secrets masked."""
        secrets = _secret_fields(type(self))
        for name in type(self).model_fields:
            if name in self.__pydantic_fields_set__:
                value = self.__dict__.get(name)
                hidden = name in secrets and value is not None
                yield name, _Shown(repr(MASK) if hidden else _shortener.repr(value))
        for name, value in (self.__pydantic_extra__ or {}).items():
            yield name, _Shown(_shortener.repr(value))

    def __getstate__(self) -> dict[Any, Any]:
        """What a pickle keeps: everything but secrets, whose fields read as masked and are not sent.

        Copies are made without it, and have all.
        """
        state = super().__getstate__()
        values = state["__dict__"]
        hidden = [name for name in _secret_fields(type(self)) if values.get(name) is not None]
        if hidden:
            state["__dict__"] = {**values, **dict.fromkeys(hidden, MASK)}
            state["__pydantic_fields_set__"] = state["__pydantic_fields_set__"] - set(hidden)
        return state


class ContentModel(Model):
    """A model that carries content as bytes, with its media type beside it."""

    def text(self, *, errors: str = "strict") -> str:
        """The content as text, in the charset that its media type names, else UTF-8.

        Args:
            errors: What to do with bytes that are no text in that charset, as `bytes.decode` takes it.

        Returns:
            The text, without a byte order mark.

        Raises:
            ClientStateError: The content is not here, because it was not asked for.
            UnicodeDecodeError: The content is not text in that charset.

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
        charset = media_charset(getattr(self, "content_type", None) or "") or "utf-8"
        # The mark says how the bytes are to be read; it is no part of the text.
        return str(content.decode("utf-8-sig" if charset == "utf-8" else charset, errors)).removeprefix("\ufeff")


def media_charset(media_type: str) -> str | None:
    """The charset that a media type names, by Python's name for it; None where it names none, or an unknown one."""
    for part in media_type.split(";")[1:]:
        key, _, value = part.partition("=")
        if key.strip().lower() == "charset":
            try:
                codec = codecs.lookup(value.strip().strip("'\""))
            except (LookupError, ValueError):
                return None
            # Python has codecs that are no charsets, such as rot13.
            return codec.name if codec._is_text_encoding else None
    return None


@lru_cache(maxsize=1024)
def _content_field(model: type[BaseModel]) -> str:
    return next(
        name for name, field in model.model_fields.items() if _marked((field.annotation, *field.metadata), _Base64Bytes)
    )


@lru_cache(maxsize=1024)
def _secret_fields(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(
        name
        for name, field in model.model_fields.items()
        if _marked((field.annotation, *field.metadata), _SecretString)
    )


def _marked(parts: tuple[Any, ...], mark: type[Any]) -> bool:
    """Whether a type, or one inside it, carries a mark of ours."""
    return any(isinstance(part, mark) or _marked(typing.get_args(part), mark) for part in parts)


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
