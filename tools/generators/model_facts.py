"""The model facts of ``spec/models``, merged into what the package bundles.

Rules this module keeps:

* One file per provider, named after it, so that a change of one provider is a change of one file.
* The merge adds nothing and loses nothing, and everything in it is in order: the same files give the same bytes.
* Facts are judged here, by the code that will read them, so that a wrong one stops the generator and not a user.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from goodmem_dyn.errors import InvalidRequestError
from goodmem_dyn.registry import _facts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_ABOUT_THE_PROVIDER = ("endpointUrl", "endpointsNeedingApiKey")


class ModelFactsError(ValueError):
    """A file of model facts is not what it should be; the message starts with its name."""


def merge(files: Iterable[Path]) -> dict[str, Any]:
    """Merge files of model facts into ``{"providers": {NAME: …}}``.

    Args:
        files: The files, each ``{"provider": NAME, "endpointUrl": …, "endpointsNeedingApiKey": […], KIND: {ID: …}}``.

    Raises:
        ModelFactsError: A file is no JSON, lacks something, holds what nobody reads, or has another provider's name.
    """
    providers: dict[str, Any] = {}
    for file in sorted(files, key=lambda path: path.name):
        entry = _read(file)
        name = entry.pop("provider", None)
        if not isinstance(name, str) or file.stem != name.lower():
            raise ModelFactsError(f'{file.name}: expected "provider" to be {file.stem.upper()!r}, found {name!r}')
        missing = [key for key in _ABOUT_THE_PROVIDER if key not in entry]
        if missing:
            raise ModelFactsError(f"{file.name}: {' and '.join(missing)} missing")
        kinds = sorted(entry.keys() - set(_ABOUT_THE_PROVIDER))
        merged = {
            "endpointUrl": entry["endpointUrl"],
            "endpointsNeedingApiKey": sorted(entry["endpointsNeedingApiKey"]),
        }
        for kind in kinds:
            models = entry[kind]
            if not isinstance(models, dict) or not all(isinstance(facts, dict) for facts in models.values()):
                raise ModelFactsError(f"{file.name}: {kind} is expected to be an object of models' facts by their id")
            merged[kind] = {model: dict(sorted(models[model].items())) for model in sorted(models)}
        try:
            _facts.read({"providers": {name: merged}})
        except KeyError as error:
            raise ModelFactsError(f"{file.name}: {error.args[0]!r} is no fact that the package reads") from None
        except InvalidRequestError as error:
            raise ModelFactsError(f"{file.name}: {error}") from None
        providers[name] = merged
    return {"providers": dict(sorted(providers.items()))}


def _read(file: Path) -> dict[str, Any]:
    def refuse_repeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        members = dict(pairs)
        if len(members) < len(pairs):
            names = [name for name, _ in pairs]
            raise ModelFactsError(f"{file.name}: {max(names, key=names.count)!r} stands there twice")
        return members

    try:
        entry = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=refuse_repeated)
    except json.JSONDecodeError as error:
        raise ModelFactsError(f"{file.name}: {error}") from None
    if not isinstance(entry, dict):
        raise ModelFactsError(f"{file.name}: expected an object, found {type(entry).__name__}")
    return entry
