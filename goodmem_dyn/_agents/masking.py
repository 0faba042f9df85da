"""What no answer may hold, found by the name of its member, by its shape, and because it was seen before.

Rules: a member that is called like a secret is hidden whole, whatever it is made of, and its text is hidden from then
on wherever it is repeated, in texts and errors too. What has the shape of a provider's key is hidden in every text.
Masking too much costs a model one look-up; masking too little gives a key away.
"""

from __future__ import annotations

import base64
import json
import re
import urllib.parse
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MASK = "**********"
SHORTEST, SHORTEST_SEEN = 4, 10
"""Characters of a text that is known to be a key, and of one that only stood under such a name."""
MOST_SEEN = 512
"""So many secrets that were seen are remembered."""
_NAME = re.compile(
    r"secret|passw|passphrase|passcode|(^|db|user|admin|root)pwd$|privatekey|signingkey|encryptionkey|masterkey|"
    r"(access|refresh|auth|enroll?ment|bearer|session|bot|id|api|invite|invitation|activation|reset)token$|^x?token$|"
    r"raw(api)?key$|root(api)?key$|^x?apikey$|accesskey$|^x?authorization$|^proxyauthorization$|^(set)?cookies?$|"
    r"^inlinevalue$|connectionstring$|^dsn$|recoverycodes?$|^otp$|^bearer$|^jwt$"
)
"""Names of members, without separators and in lower case."""
_SHAPES = re.compile(
    r"\bgm_[a-z0-9]{20,}={0,6}"
    r"|\b(?:sk|pk|rk|pa|pcsk|gsk|r8|fw|xai|tvly|hf|npm|nvapi|jina|glpat|dapi|dop_v1|shpat|whsec)[-_]"
    r"(?=[\w-]{0,200}\d)[\w-]{16,}"
    r"|\b(?:ghp|gho|ghu|ghs|ghr|github_pat)_\w{20,}|\bxox[abeoprs]-[\w-]{10,}|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"
    r"|\bAIza[\w-]{30,}|\beyJ[\w-]{8,2000}\.eyJ[\w-]{8,8000}\.[\w-]{8,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[^-]|-(?!----))*(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)"
    r"|(?<=\bbearer )[\w.~+/-]{12,}=*|(?<=\bbasic )[A-Za-z0-9+/]{12,}=*|(?<=://)[^\s/:@\"']+:[^\s/@\"']+(?=@)",
    re.IGNORECASE,
)
"""Keys of this server, of providers and of clouds; tokens of the web, private keys, and passwords inside addresses.
What looks ahead is bounded, so that no text takes longer than its length.
"""
_GIVEN = re.compile(
    r"(?P<name>\b(?:\w+[_-])?(?:password|passwd|secret|api[_-]?key|token|authorization)\\?[\"']?\s*[:=]\s*\\?[\"']?)"
    r"(?P<value>(?=[^\s\"',;}]{0,200}\d)(?=[^\s\"',;}]{0,200}[A-Za-z])[^\s\"',;}\\]{8,})",
    re.IGNORECASE,
)
"""A secret that a text gives by name: `PASSWORD=hunter2hunter2`, `"api_key": "…"`."""
_NOT_GIVEN = re.compile(r"(next|page|max|cursor)[_-]?token", re.IGNORECASE)


def names_secret(name: str) -> bool:
    """Whether a member is called like a secret, in any spelling."""
    return _NAME.search(re.sub(r"[\W_]", "", name).lower()) is not None


class Masking:
    """Hides secrets in values and texts.

    Args:
        keys: Texts that are hidden wherever they stand.
    """

    def __init__(self, keys: Iterable[str] = ()) -> None:
        self._known = _spelled({key for key in keys if len(key) >= SHORTEST})
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._all = self._known

    def learn(self, value: Any) -> None:
        """Remember the secrets of a value of JSON, so that they are hidden where they come again."""
        for secret in _secrets(value):
            if len(secret) >= SHORTEST_SEEN and not re.search(r"\s", secret) and secret not in self._seen:
                self._seen[secret] = None
                if len(self._seen) > MOST_SEEN:
                    self._seen.popitem(last=False)
                self._all = [*self._known, *_spelled(self._seen)]

    def hidden(self, value: Any) -> Any:
        """A value of JSON without its secrets, which are learned."""
        self.learn(value)
        return self._hidden(value)

    def _hidden(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {
                self.text(key): _blanked(member) if names_secret(key) else self._hidden(member)
                for key, member in value.items()
            }
        if isinstance(value, list):
            return [self._hidden(item) for item in value]
        return self.text(value) if isinstance(value, str) else value

    def text(self, text: str) -> str:
        """A text without the keys that are known, and without whatever has the shape of one."""
        for key in self._all:
            if key in text:
                text = text.replace(key, MASK)
        text = _SHAPES.sub(MASK, text)
        return _GIVEN.sub(_without_value, text)


def _without_value(match: re.Match[str]) -> str:
    name = match["name"]
    return match[0] if _NOT_GIVEN.search(name) or MASK in match["value"] else f"{name}{MASK}"


def _spelled(secrets: Iterable[str]) -> list[str]:
    """Secrets as they are, inside JSON, inside an address and in base64; the longest first."""
    spellings = set()
    for secret in secrets:
        encoded = base64.b64encode(secret.encode("utf-8", "replace")).decode("ascii").rstrip("=")
        spellings |= {secret, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}
        spellings |= {urllib.parse.quote(secret, safe="", errors="replace"), encoded}
    return sorted((spelling for spelling in spellings if len(spelling) >= SHORTEST), key=len, reverse=True)


def _secrets(value: Any, *, inside: bool = False) -> Iterator[str]:
    """The texts that stand under a name of a secret, at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _secrets(inner, inside=inside or names_secret(str(key)))
    elif isinstance(value, list):
        for inner in value:
            yield from _secrets(inner, inside=inside)
    elif inside and isinstance(value, str):
        yield value


def _blanked(value: Any) -> Any:
    """What stands under the name of a secret: its shape, with every text and number hidden."""
    if isinstance(value, dict):
        return {key: _blanked(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_blanked(item) for item in value]
    return value if value is None or isinstance(value, bool) else MASK
