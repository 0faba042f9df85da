"""Bills of materials (CycloneDX 1.6) for the wheels, which carry them in `.dist-info/sboms` (PEP 770); a build hook.

Rules:

- They say what is in a wheel and was not written here (the server's document, files of others), with commit and hash,
  and what the wheel needs, as the metadata have it. Versions of dependencies are chosen by whoever installs: none is
  claimed.
- It runs wherever the package is built: Python 3.10, and hatchling alone.
- The same input gives the same bytes: no time, and a serial number that follows from the content.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import uuid
from typing import TYPE_CHECKING, Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9._-]+)\s*(?:\[[^]]*\])?\s*([^;]*?)\s*(?:;\s*(.*?)\s*)?$")


def document(component: dict[str, Any], parts: Iterable[dict[str, Any]], needs: Iterable[dict[str, Any]]) -> str:
    """A bill of materials as JSON text.

    Args:
        component: What the wheel is, as a component.
        parts: Components that are in the wheel.
        needs: Components that are installed beside it.
    """
    others = sorted([*parts, *needs], key=lambda package: str(package["bom-ref"]))
    top: dict[str, Any] = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": component},
        "components": others,
        "dependencies": [
            {"ref": component["bom-ref"], "dependsOn": [other["bom-ref"] for other in others]},
            *({"ref": other["bom-ref"]} for other in others),
        ],
    }
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(top, sort_keys=True))
    return json.dumps({**top, "serialNumber": f"urn:uuid:{serial}"}, indent=2, sort_keys=True) + "\n"


def package(name: str, version: str = "", **more: object) -> dict[str, Any]:
    """A distribution of the Python index as a component."""
    plain = re.sub(r"[-_.]+", "-", name).lower()
    purl = f"pkg:pypi/{plain}@{version}" if version else f"pkg:pypi/{plain}"
    package = {"type": "library", "bom-ref": purl, "name": plain, "purl": purl, **more}
    return {**package, "version": version} if version else package


def properties(values: Mapping[str, str]) -> list[dict[str, str]]:
    """Facts that CycloneDX has no member for."""
    return [{"name": f"goodmem-dyn:{name}", "value": value} for name, value in sorted(values.items()) if value]


class Hook(BuildHookInterface):  # type: ignore[type-arg]  # the class that is generic is not so in every version
    """Puts the bill of materials into the wheel of the package; an editable installation has none."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write it where the builder looks for it."""
        self._folder = tempfile.mkdtemp(prefix="goodmem-sbom-")
        if version == "editable":
            return
        path = os.path.join(self._folder, f"{self.metadata.core.name}.cdx.json")
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(self._bill())
        build_data["sbom_files"].append(path)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self._folder)

    def _bill(self) -> str:
        core = self.metadata.core
        with open(os.path.join(self.root, "goodmem_dyn/data/SOURCE.json"), encoding="utf-8") as file:
            source: dict[str, str] = json.load(file)
        licences = [{"expression": core.license_expression}]
        itself = package(core.name, self.metadata.version, licenses=licences, description=core.description)
        needs = _needs(core.name, {"": core.dependencies, **core.optional_dependencies})
        return document(itself, [_upstream(source)], needs)


def _upstream(source: dict[str, str]) -> dict[str, Any]:
    where = {"bundled-as": "goodmem_dyn/data/openapi.json", "bundled-sha256": source["document_sha256"]}
    return {
        "type": "data",
        "bom-ref": f"openapi:{source['upstream_sha256']}",
        "name": "OpenAPI document of the GoodMem server",
        "version": source["commit"],
        "hashes": [{"alg": "SHA-256", "content": source["upstream_sha256"]}],
        "properties": properties(where),
    }


def _needs(itself: str, extras: Mapping[str, Iterable[str]]) -> Iterator[dict[str, Any]]:
    """Every distribution that an installation may need, with the extras that ask for it and the versions they take."""
    asked: dict[str, dict[str, str]] = {}
    for extra, texts in extras.items():
        for text in texts:
            requirement = _REQUIREMENT.fullmatch(text)
            assert requirement is not None, text
            name, versions, marker = requirement.groups()
            if name != itself:
                label = f"extra-{extra}" if extra else "always"
                asked.setdefault(name, {})[label] = "; ".join(filter(None, [versions or "any", marker]))
    for name, labels in asked.items():
        yield package(name, scope="required" if "always" in labels else "optional", properties=properties(labels))
