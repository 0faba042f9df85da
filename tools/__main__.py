"""`python -m tools <verb>`: one verb per job, each of them a function here."""

from __future__ import annotations

import argparse
import sys

from tools import generate, overlay, prose, validate
from tools.modelgen import GenerationError


def _generate() -> int:
    changed = generate.write(generate.generate())
    print("\n".join(changed) if changed else "nothing changed")
    return 0


def _check() -> int:
    different = generate.differences(generate.generate())
    if not different:
        print("every generated file is what the spec makes")
        return 0
    print("These generated files differ from what the spec makes:", file=sys.stderr)
    for name in different:
        print(f"  {name}", file=sys.stderr)
    print("Change spec/ instead of them, then run `python -m tools generate`.", file=sys.stderr)
    return 1


VERBS = {
    "generate": (_generate, "make everything that is generated"),
    "check": (_check, "fail if a generated file differs from what the spec makes"),
    "prose": (lambda: prose.main(sys.argv[2:]), "fail if the bundled document, or one that is named, is not described"),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="verb")
    for name, (_, text) in VERBS.items():
        verbs.add_parser(name, help=text, description=text)
    # A verb that takes arguments of its own, which is `prose`, reads them itself.
    args = parser.parse_args(sys.argv[1:2] if sys.argv[1:2] == ["prose"] else None)
    try:
        return VERBS[args.verb][0]()
    except (validate.DocumentError, overlay.OverlayError, GenerationError) as exc:
        print(f"Nothing was changed. {exc}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
