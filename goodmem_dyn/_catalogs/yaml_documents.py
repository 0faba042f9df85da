"""Documents in YAML, read as JSON would be.

Rules: `200:` is a text key, `no` is a text, a date is a text, a key given twice is refused: as YAML 1.2 has it, and as
OpenAPI asks for. Nothing but plain values is ever made. YAML is read where PyYAML is installed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

try:
    import yaml
except ImportError as _error:
    raise ValueError("it is YAML, and reading that needs PyYAML: pip install 'goodmem-dyn[yaml]'") from _error

from goodmem_dyn._document.bounds import check_written

if TYPE_CHECKING:
    from collections.abc import Hashable


class _JsonYaml(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # libyaml is not in every build
    """YAML 1.2's JSON reading: text keys, each once; `true`, `null` and numbers as JSON has them; all else is text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML reads it from the class

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        self.flatten_mapping(node)
        mapping: dict[Hashable, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key is not a text", key_node.start_mark)
            if key_node.value in mapping:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key_node.value!r} is given twice", key_node.start_mark
                )
            mapping[key_node.value] = self.construct_object(value_node, deep=True)
        return mapping


for _tag, _pattern, _first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"null|Null|NULL|~|", ["n", "N", "~", ""]),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?(?:(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[0-9]+[eE][-+]?[0-9]+)", "-+.0123456789"),
    ("merge", r"<<", "<"),
):
    _JsonYaml.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list(_first))


def values_of(data: bytes) -> Any:
    """The values of a YAML document.

    Raises:
        ValueError: It cannot be read.
    """
    try:
        values = yaml.load(data, _JsonYaml)  # noqa: S506 - a subclass of the safe loader
        check_written(values)
        return values  # noqa: TRY300 - what is checked raises what is caught
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as exc:
        raise ValueError(f"not readable as JSON or YAML: {exc}") from exc
    except RecursionError:
        raise ValueError("the YAML contains itself") from None
