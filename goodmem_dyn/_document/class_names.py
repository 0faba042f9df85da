"""The names of classes for the schemas of a document."""

from __future__ import annotations

import keyword

from goodmem_dyn._cache import pattern

_CLASS = pattern(r"[A-Z][0-9A-Za-z]*")
_OTHER = pattern(r"[^0-9A-Za-z]+")
# What modules of models import, and a class of a document must not hide.
_TYPING = frozenset(
    {
        "Annotated",
        "Any",
        "Base64",
        "Base64Text",
        "ConfigDict",
        "ContentModel",
        "Field",
        "Literal",
        "Model",
        "Optional",
        "RootModel",
        "Secret",
    }
    | {"StrEnum", "TypeAlias", "TypeAliasType", "Union"}
)


def class_name(component: str) -> str:
    """The Python class of a schema component: itself where it is a class name, else its words joined.

    `error-detail.v2` → `ErrorDetailV2`, `1st` → `Model1st`, `Any` → `AnyModel`.
    """
    text = component
    if not _CLASS.fullmatch(component):
        text = "".join(word[:1].upper() + word[1:] for word in _OTHER.split(component) if word)
    if not text[:1].isalpha():
        text = f"Model{text}"
    # Its module is called the same in lower case, and `class` cannot be imported.
    hidden = text in _TYPING or keyword.iskeyword(text) or keyword.iskeyword(text.lower())
    return f"{text}Model" if hidden else text
