"""A skill for coding agents: how to use this client right, with a reference for every operation and our guides.

Rules: nothing is written here that is written elsewhere. What an agent should know is a section of the guide on agents,
the guides are those of the documentation, and the operations are those of the document. The same package always makes
the same files.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import goodmem_dyn
from goodmem_dyn import InvalidRequestError
from goodmem_dyn._agents.describing import described
from goodmem_dyn._agents.operations import Offers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from goodmem_dyn._agents.operations import Offer

SECTION = "What a coding agent should know"
"""The heading in the guide on agents whose text is the body of the skill."""
_DESCRIPTION = (
    "Writes Python against a GoodMem server with goodmem-dyn: spaces, memories, retrieval, embedders, filters, "
    "streams, errors, tests with the embedded server. Use it when code imports goodmem_dyn or talks to GoodMem."
)
_LINK = re.compile(r"\[([^\]]+)\]\((?!https?:|#)(?:[^)#]*/)?([\w.-]*)(#[^)]*)?\)")


def guides_folder() -> Path:
    """Where the guides are: in the package, or beside it in a checkout.

    Raises:
        InvalidRequestError: They are in neither place.
    """
    package = Path(goodmem_dyn.__file__).parent
    for folder in (package / "data" / "guides", package.parent / "docs" / "guides"):
        if (folder / "agents.md").exists():
            return folder
    raise InvalidRequestError("The guides are not in this installation: install goodmem-dyn from a wheel.")


def files() -> dict[str, str]:
    """The files of the skill: their path in its folder → their text.

    Raises:
        InvalidRequestError: The guides are not in this installation.
    """
    guides = {path.name: path.read_text(encoding="utf-8") for path in sorted(guides_folder().glob("*.md"))}
    references = {f"references/guides/{name}": _linked(text, guides.keys()) for name, text in guides.items()}
    references |= dict(_operations())
    body = _section(guides["agents.md"])
    return {"SKILL.md": _skill(body, references), **references}


def _skill(body: str, references: dict[str, str]) -> str:
    listed = "\n".join(f"- [{name}]({name}): {_gist(text)}" for name, text in references.items())
    return (
        f"---\nname: goodmem\ndescription: {json.dumps(_DESCRIPTION)}\n---\n\n# GoodMem from Python\n\n"
        f"Made for goodmem-dyn {goodmem_dyn.__version__}.\n\n{body}\n\n## References\n\n{listed}\n"
    )


def _section(guide: str) -> str:
    """The section of the guide that is for coding agents, with its headings."""
    text = guide.partition(f"## {SECTION}\n")[2]
    return text.partition("\n## ")[0].strip()


def _gist(text: str) -> str:
    """The first sentence of a reference, or its title where it has none."""
    plain = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    prose = next((part for part in map(str.strip, plain.split("\n\n")) if part and part[0] not in "#|-<"), "")
    sentence = " ".join(re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", prose).split()).partition(". ")[0]
    return f"{sentence.rstrip('.:') or text.partition(chr(10))[0].lstrip('# ')}."


def _linked(text: str, known: Collection[str]) -> str:
    """A guide whose links lead to other guides; a link to a page that is not here becomes its words."""

    def link(match: re.Match[str]) -> str:
        return f"[{match[1]}]({match[2]}{match[3] or ''})" if match[2] in known else match[1]

    return _LINK.sub(link, text)


def _operations() -> Iterator[tuple[str, str]]:
    """A reference for each group of operations."""
    groups: dict[str, list[Offer]] = {}
    for offer in Offers(goodmem_dyn.operations()):
        groups.setdefault(offer.name.partition(".")[0], []).append(offer)
    for name, offers in groups.items():
        first, *others = (offer.info.summary for offer in offers)
        summaries = "; ".join([first, *(text[:1].lower() + text[1:] for text in others)])
        parts = [f"# client.{name}", f"{summaries}.", *map(_operation, offers)]
        yield f"references/operations/{name}.md", "\n\n".join(parts) + "\n"


def _operation(offer: Offer) -> str:
    info = offer.info
    needed = ", ".join(f"{param.name}=..." for param in info.parameters if param.required)
    errors = "".join(f"\n- {status}: {text}" for status, text in sorted(info.errors.items()) if text)
    raised = f"\n\nErrors:{errors}" if errors else ""
    repeated = f"\n\nRepeated after a failure: {info.retry} ({info.retry_reason})."
    parameters = [param for param in info.parameters if param.location != "option"]
    text = described(offer, allowed=True, parameters=parameters).replace(
        "Arguments (* required):\n", "Arguments (* required):\n\n"
    )
    return f"## client.{offer.name}({needed})\n\n`{info.method} {info.path}`\n\n{text}{raised}{repeated}"
