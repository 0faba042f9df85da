"""`python -m tools <verb>`: one verb per job. A verb is a function of its arguments that returns the exit status."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from tools.generators import generate, prose
from tools.release import weights
from tools.tracking import track

if TYPE_CHECKING:
    from collections.abc import Callable


def _generate(argv: list[str]) -> int:
    """Make everything that is generated."""
    _no_arguments("generate", argv)
    changed = generate.write(generate.generate())
    print("\n".join(changed) if changed else "nothing changed")
    return 0


def _check(argv: list[str]) -> int:
    """Fail if a generated file differs from what the spec makes."""
    _no_arguments("check", argv)
    different = generate.differences(generate.generate())
    if not different:
        print("every generated file is what the spec makes")
        return 0
    print("These generated files differ from what the spec makes:", file=sys.stderr)
    for name in different:
        print(f"  {name}", file=sys.stderr)
    print("They are not edited: change what they are made from, then run `python -m tools generate`.", file=sys.stderr)
    return 1


def _prose(argv: list[str]) -> int:
    """Fail if the bundled document, or one that is named, is not described."""
    return prose.main(argv)


def _track(argv: list[str]) -> int:
    """Take a new document of the server, from a file, a URL or a running server."""
    return track.main(argv)


def _weights(argv: list[str]) -> int:
    """Make the distribution with the weights of the built-in embedder, for every Python."""
    return weights.main(argv)


def _no_arguments(verb: str, argv: list[str]) -> None:
    argparse.ArgumentParser(prog=f"python -m tools {verb}").parse_args(argv)


VERBS: dict[str, Callable[[list[str]], int]] = {
    "generate": _generate,
    "check": _check,
    "prose": _prose,
    "track": _track,
    "weights": _weights,
}


def main(argv: list[str]) -> int:
    """Run the verb that `argv` begins with."""
    text = "\n".join(f"  {name:10} {verb.__doc__}" for name, verb in VERBS.items())
    parser = argparse.ArgumentParser(
        prog="python -m tools", epilog=f"verbs:\n{text}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("verb", choices=VERBS, metavar="verb", help="what to do; see below")
    args = parser.parse_args(argv[:1])
    try:
        return VERBS[args.verb](argv[1:])
    except generate.FAILURES as exc:
        print(f"Nothing was changed. {exc}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
