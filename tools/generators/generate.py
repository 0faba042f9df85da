"""Everything that is generated, from the spec and nothing else.

Rules this module keeps:

* The same checkout gives the same bytes: no clocks, no paths, no dictionary order but the spec's own.
* All is made in memory and judged before the first byte is written, so a failure changes nothing on disk.
* A generator is a function from a `Context` to files by their path in the checkout. To add one is to name it in
  `GENERATORS`.
* Folders and patterns in `OWNED` hold generated files only: a file there that no generator makes is stale.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from tools import paths
from tools.generators import commands, llms, model_facts, models, outline, reference, reliability_table, stubs
from tools.spec import overlay, validate
from tools.spec.effective import effective
from tools.tracking import changes

if TYPE_CHECKING:
    from pathlib import Path

JSON = dict[str, Any]


@dataclass(frozen=True)
class Context:
    """What generators work from.

    Attributes:
        root: The checkout.
        upstream: The server's document, byte for byte.
        document: The effective document: upstream with the overlays applied, keys ordered. Not to be changed.
        commit: The server's commit, in full, as locked.
    """

    root: Path
    upstream: bytes
    document: JSON
    commit: str


Generator = Callable[[Context], dict[str, bytes]]

FAILURES = (validate.DocumentError, overlay.OverlayError, models.GenerationError, model_facts.ModelFactsError)
"""What is wrong with the spec when a generation fails, as opposed to with the code."""


def context(root: Path = paths.ROOT) -> Context:
    """Read the spec of a checkout, apply the overlays and validate the result.

    Raises:
        DocumentError: The upstream or the effective document is not valid OpenAPI, or not the one that was locked.
        OverlayError: An overlay does not fit the document.
    """
    upstream = (root / paths.UPSTREAM).read_bytes()
    lock = validate.read((root / paths.LOCK).read_bytes())
    if hashlib.sha256(upstream).hexdigest() != lock["sha256"]:
        raise validate.DocumentError(
            f"{paths.UPSTREAM} is not the document that {paths.LOCK} locks. It is kept as the server sent it: "
            "corrections belong into spec/overlay, and a new document comes in with `python -m tools track`."
        )
    received = validate.read(upstream)
    validate.validate(received)
    document = effective(root, received, excused=frozenset(lock.get("unmatched", ())))
    # What the lock says wins: a person, or the server, may know better than the document.
    document["info"][paths.COMMIT_KEY] = lock["commit"]
    validate.validate(document)
    return Context(root, upstream, _ordered(document), lock["commit"])


def document_bytes(document: JSON) -> bytes:
    """The effective document as it is bundled: indented by one, so that a diff shows what changed.

    Without any white space it would load in 1.24 ms instead of 1.36.
    """
    return _json_bytes(document)


def _documents(ctx: Context) -> dict[str, bytes]:
    return {paths.DOCUMENT: document_bytes(ctx.document)}


def _source(ctx: Context, files: dict[str, bytes]) -> dict[str, bytes]:
    """Where all of it came from: what `python -m goodmem_dyn verify` compares the package with."""
    inside = {name.partition("/")[2]: data for name, data in files.items() if name.startswith(f"{paths.PACKAGE}/")}
    hashes = _json_bytes({name: hashlib.sha256(data).hexdigest() for name, data in sorted(inside.items())})
    source = {
        "commit": ctx.commit,
        "upstream_sha256": hashlib.sha256(ctx.upstream).hexdigest(),
        "document_sha256": hashlib.sha256(files[paths.DOCUMENT]).hexdigest(),
        "files_sha256": hashlib.sha256(hashes).hexdigest(),
        "generators": {name: version(name) for name in ("datamodel-code-generator",)},
    }
    return {paths.FILES: hashes, paths.SOURCE: _json_bytes(source)}


def _json_bytes(value: JSON) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _registry(ctx: Context) -> dict[str, bytes]:
    merged = model_facts.merge((ctx.root / paths.MODEL_FACTS).glob("*.json"))
    return {paths.REGISTRY: _json_bytes(merged)}


def _models(ctx: Context) -> dict[str, bytes]:
    return {f"{paths.MODELS}/{name}": data for name, data in models.generate(ctx.document, ctx.root).items()}


def _outline(ctx: Context) -> dict[str, bytes]:
    return {paths.OUTLINE: _json_bytes(outline.generate(ctx.document, document_bytes(ctx.document)))}


def _stubs(ctx: Context) -> dict[str, bytes]:
    return {f"{paths.PACKAGE}/{name}": data for name, data in stubs.generate(ctx.document).items()}


def _commands(ctx: Context) -> dict[str, bytes]:
    return commands.generate(ctx.root, ctx.document, document_bytes(ctx.document))


def _reference(ctx: Context) -> dict[str, bytes]:
    return reference.generate(ctx.document)


def _changes(ctx: Context) -> dict[str, bytes]:
    return changes.generate(ctx.root, ctx.document)


def _reliability(ctx: Context) -> dict[str, bytes]:
    return reliability_table.generate(ctx.root, ctx.document)


GENERATORS: list[Generator] = [
    _documents,
    _outline,
    _registry,
    _models,
    _stubs,
    _commands,
    _reference,
    _changes,
    _reliability,
]

OWNED = [
    paths.CHANGES,
    "goodmem_dyn/_commands/*.py",
    "goodmem_dyn/models/*.py",
    "goodmem_dyn/models/*.pyi",
    "goodmem_dyn/*.pyi",
    "docs/llms.txt",
    "docs/reference/*.md",
    "docs/reference/models/*.md",
]


def generate(root: Path = paths.ROOT) -> dict[str, bytes]:
    """All generated files of a checkout, by their path in it. Nothing is written."""
    ctx = context(root)
    files: dict[str, bytes] = {}
    for generator in GENERATORS:
        for name, data in generator(ctx).items():
            if name in files:
                raise RuntimeError(f"two generators make {name}")
            files[name] = data
    files |= llms.generate(root, files)
    return dict(sorted({**files, **_source(ctx, files)}.items()))


def write(files: dict[str, bytes], root: Path = paths.ROOT) -> list[str]:
    """Bring a checkout's generated files to `files`; returns the paths that changed, went or came."""
    changed = differences(files, root)
    for name in changed:
        path = root / name
        if name in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[name])
        else:
            path.unlink()
    return changed


def differences(files: dict[str, bytes], root: Path = paths.ROOT) -> list[str]:
    """The generated files of a checkout that are not, byte for byte, what `files` says; stale ones included."""
    different = {name for name, data in files.items() if not _same(root / name, data)}
    return sorted(different | {name for name in _owned(root) if name not in files})


def _owned(root: Path) -> Iterator[str]:
    for pattern in OWNED:
        yield from (path.relative_to(root).as_posix() for path in root.glob(pattern))


def _same(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


# Key order

_FIRST = """
openapi info servers security tags paths webhooks components
title version x-goodmem-commit
get put post delete options head patch trace
operationId name in $ref type format contentEncoding summary description required deprecated style explode
parameters requestBody schema content responses headers properties items additionalProperties enum default
"""
_ORDER = {name: index for index, name in enumerate(_FIRST.split())}

# Where the document's own order means something: fields in the order in which the server lists them.
_AS_WRITTEN = {"properties", "example", "examples", "default", "const", "mapping"}


def _ordered(node: Any, key: str | None = None) -> Any:
    """Keys in one order whatever order the server wrote them in, so that a new document differs where it changed."""
    if isinstance(node, list):
        return [_ordered(item) for item in node]
    if not isinstance(node, dict):
        return node
    if key in _AS_WRITTEN:
        return {name: _ordered(value) if key == "properties" else value for name, value in node.items()}
    names = sorted(node, key=lambda name: (_ORDER.get(name, len(_ORDER)), name))
    return {name: _ordered(node[name], name) for name in names}
