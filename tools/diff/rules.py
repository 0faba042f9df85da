"""How each kind of difference is judged; the table itself is rules.yaml.

Two verdicts are kept apart. The *wire* verdict is oasdiff's: ids and levels are those of its rule list, so that a
reviewer can look them up; `MIRRORED` says of which version. What a request never has (a property that is read-only)
cannot be narrowed there, nor can a write-only one widen an answer: both are INFO, as with oasdiff. Where it has no
rule, the id is ours, begins with `x-`, and takes its level from oasdiff's
own principle: a request may not be narrowed, a response may not be widened. The *Python* verdict says what the change
means to code that calls this package after it was rebuilt from the new document:

- breaking (B): code that was right cannot run: a method, argument, attribute, class or enum member is gone, an argument
  is required now, a type is another one;
- risky (R): code runs, but a value that used to pass may be refused, or an answer may surprise;
- compatible (C): nothing that was right is touched. A reply may gain fields, enum values and statuses without harm,
  because models keep what they do not know.

Columns of a row: the rules, the effect, the Python verdict for an argument and for an attribute of a reply, the
headline. Rules are separated by blanks; `|` separates candidates, of which the first that oasdiff has counts; `{d}` is
the direction and `{r}` the role: body, property, parameter, parameter-property or header.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml

Level = Literal["ERR", "WARN", "INFO"]
Effect = Literal["none", "widens", "narrows", "changes", "unknown"]

UPPER = {
    "maximum": "max",
    "exclusiveMaximum": "exclusive-max",
    "maxLength": "max-length",
    "maxItems": "max-items",
    "maxProperties": "max-properties",
    "maxContains": "max-contains",
}
LOWER = {
    "minimum": "min",
    "exclusiveMinimum": "exclusive-min",
    "minLength": "min-length",
    "minItems": "min-items",
    "minProperties": "min-properties",
    "minContains": "min-contains",
}
PARTS = {
    "if": "if",
    "then": "then",
    "else": "else",
    "contains": "contains",
    "propertyNames": "property-names",
    "unevaluatedItems": "unevaluated-items",
    "unevaluatedProperties": "unevaluated-properties",
    "contentSchema": "content-schema",
}
"""Subschemas that are judged as a whole: the more of them, the narrower the schema. `not` has rows of its own."""
MAP_PARTS = {
    "dependentRequired": "dependent-required",
    "dependentSchemas": "dependent-schema",
    "patternProperties": "pattern-property",
}


class Spec(NamedTuple):
    """One row of the table."""

    rules: str
    effect: Effect
    python: str
    headline: str


def _bound(keyword: str, name: str, *, upper: bool) -> dict[str, Spec]:
    """The four things that can happen to a bound. An absent count is a bound of 0: setting one can be an increase."""
    rule = f"{{d}}-{{r}}-{name}-"
    count = name in ("min-length", "min-properties", "min-items")
    up: tuple[Effect, str] = ("widens", "CC") if upper else ("narrows", "RC")
    down: tuple[Effect, str] = ("narrows", "RC") if upper else ("widens", "CC")
    return {
        f"{name}.set": Spec(
            f"{rule}set" + f"|{rule}increased" * count, "narrows", "RC", f"has a `{keyword}` of {{new}} now"
        ),
        f"{name}.unset": Spec(
            f"{rule}unset" + f"|{rule}decreased" * count,
            "widens",
            "CC",
            f"has no `{keyword}` any more (it was {{old}})",
        ),
        f"{name}.increased": Spec(f"{rule}increased", *up, f"raised `{keyword}` from {{old}} to {{new}}"),
        f"{name}.decreased": Spec(f"{rule}decreased", *down, f"lowered `{keyword}` from {{old}} to {{new}}"),
    }


def _part(keyword: str, name: str) -> dict[str, Spec]:
    """The three things that can happen to a subschema that is judged as a whole."""
    rule = f"{{d}}-{{r}}-{name}-"
    return {
        f"{name}.added": Spec(f"{rule}added", "narrows", "RC", f"has a `{keyword}` rule now: {{new}}"),
        f"{name}.removed": Spec(f"{rule}removed", "widens", "CR", f"dropped its `{keyword}` rule: {{old}}"),
        f"{name}.changed": Spec(
            f"{rule}changed", "unknown", "RR", f"changed its `{keyword}` rule from {{old}} to {{new}}"
        ),
    }


def _expand(pattern: str) -> list[str]:
    """`a-{b,c}` → `a-b`, `a-c`."""
    match = re.search(r"\{([^}]*)\}", pattern)
    if not match:
        return [pattern]
    return [expanded for part in match[1].split(",") for expanded in _expand(pattern.replace(match[0], part, 1))]


_table: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))

MIRRORED = "1.32.1"
"""The version of oasdiff whose checks these are, ids and levels: the newest whose whole catalogue was at hand."""
NEWER: tuple[str, ...] = tuple(_table["newer"])
"""Later versions of which single checks were at hand: those are taken as they are there.

What 1.40.0 says of parameters of a path and of the case of headers holds here without a check of its own."""

_PLACES = {"request": ("body", "property", "parameter"), "response": ("body", "property", "header")}


def _bound_rules() -> dict[str, Level]:
    """The ids for bounds, which follow a grammar: every bound, set, unset, raised and lowered, at every place."""
    levels: dict[str, Level] = {}
    for name in (*UPPER.values(), *LOWER.values()):
        narrowing = {"set", "decreased" if name in UPPER.values() else "increased"}
        for direction, places in _PLACES.items():
            for verb in ("set", "unset", "increased", "decreased"):
                is_bad = (verb in narrowing) == (direction == "request")
                for place in places:
                    levels[f"{direction}-{place}-{name}-{verb}"] = "ERR" if is_bad else "INFO"
    return levels


OASDIFF: dict[str, Level] = _bound_rules() | {
    rule: level
    for levels in (_table["oasdiff"], *_table["newer"].values())
    for level, ids in levels.items()
    for pattern in ids.split()
    for rule in _expand(pattern)
}
"""oasdiff's ids and levels, as far as they can occur here: no sunset dates, stability levels or version policy."""

SPECS: dict[str, Spec] = {
    kind: Spec(*row) for part in ("schema", "api", "surface") for kind, row in _table[part].items()
}
for _keyword, _name in UPPER.items():
    SPECS |= _bound(_keyword, _name, upper=True)
for _keyword, _name in LOWER.items():
    SPECS |= _bound(_keyword, _name, upper=False)
for _keyword, _name in (*PARTS.items(), *MAP_PARTS.items()):
    SPECS |= _part(_keyword, _name)

_LEVELS: dict[Effect, Level] = {"none": "INFO", "unknown": "WARN", "changes": "ERR"}


def level(rule: str, direction: str | None, effect: Effect) -> Level:
    """Oasdiff's level of its own rule; otherwise the level that the effect has in that direction."""
    if rule in OASDIFF:
        return OASDIFF[rule]
    bad: Effect = "widens" if direction == "response" else "narrows"
    return _LEVELS.get(effect) or ("ERR" if effect == bad else "INFO")
