"""The Pythons that the package is for, and what keeps a test from running on the oldest of them.

Rules: a test that needs a newer Python says what for, by a name of `REASONS`, and in no other way. Which do is written
down in tests/support_tests/test_versions.py, so that nothing else hides behind it.
"""

from __future__ import annotations

import sys

import pytest

VERSIONS = ("3.10", "3.11", "3.12", "3.13", "3.14")

REASONS = {
    "generator": "datamodel-code-generator, which makes the models, needs Python 3.11",
    "integrations": "the integrations that are tried need Python 3.11",
    "overloads": "Python keeps overloads from 3.11 on",
    "snapshots": "syrupy 7, which deletes a file that nothing uses any more, needs Python 3.11",
    "site": "what builds the site needs Python 3.11",
    "toml": "a release is made on a newer Python: the step reads TOML",
}


def needs_311(reason: str) -> pytest.MarkDecorator:
    """The mark of a test, or of a module of them, that Python 3.10 cannot run."""
    return pytest.mark.skipif(sys.version_info < (3, 11), reason=REASONS[reason])
