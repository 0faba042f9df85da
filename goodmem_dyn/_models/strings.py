"""The strings that models hold: open enumerations, secrets, and bytes that travel as base64 text.

Rules:

* An unknown value of an enumeration stays the string it was, and is not cached, so that a server cannot grow the class.
* A secret is an ordinary `str` to read, and masked in dumps unless `context={"secrets": True}` is passed. A model finds
  its secret fields by the mark that is set here.
* Base64 is read in either alphabet, and written in the standard one.
* A dump holds plain values alone, so that JSON and YAML can write it: the text of a member, and of bytes their base64.
"""

from __future__ import annotations

import base64
import typing
from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any, cast

from pydantic_core import SchemaValidator, ValidationError, core_schema

from goodmem_dyn._wire.secrets import MASK

if TYPE_CHECKING:
    # What these are but for the marks that they carry at run time.
    from builtins import bytes as Base64  # noqa: N812 - a class to its users
    from builtins import str as Base64Text  # noqa: N812 - a class to its users
    from builtins import str as Secret  # noqa: N812 - a class to its users

    from pydantic import GetCoreSchemaHandler, SerializationInfo
    from typing_extensions import Self

__all__ = ["Base64", "Base64Text", "Secret", "StrEnum", "is_base64", "is_secret"]


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

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        written = core_schema.to_string_ser_schema(when_used="always")
        return cast("core_schema.CoreSchema", {**handler(source), "serialization": written})


def wants_secrets(info: SerializationInfo) -> bool:
    """Whether a dump was asked for with its secrets."""
    context = info.context
    return isinstance(context, Mapping) and context.get("secrets") is True


class _SecretString:
    """Marks a field as secret, and masks it in dumps."""

    @staticmethod
    def serialize(value: str, info: SerializationInfo) -> str:
        return value if wants_secrets(info) else MASK

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
                self.encode, return_schema=core_schema.str_schema()
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


def is_secret(parts: tuple[Any, ...]) -> bool:
    """Whether a field with this annotation and metadata is a secret."""
    return _marked(parts, _SecretString)


def is_base64(parts: tuple[Any, ...]) -> bool:
    """Whether a field with this annotation and metadata is bytes that travel as base64."""
    return _marked(parts, _Base64Bytes)


def _marked(parts: tuple[Any, ...], mark: type[Any]) -> bool:
    """Whether a type, or one inside it, carries a mark of ours."""
    return any(isinstance(part, mark) or _marked(typing.get_args(part), mark) for part in parts)
