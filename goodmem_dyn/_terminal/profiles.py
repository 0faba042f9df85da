"""Profiles: servers by name, each with where its key is kept; and which server a command line means.

Rules: settings are an INI file that people may edit; keys are never in it. A key is in the system's keyring where there
is one, else in a file that only its owner can read. A key goes to the server that it was given for and to no other: the
environment's with the environment's address, a profile's with its own.
"""

from __future__ import annotations

import configparser
import os
import stat

from goodmem_dyn._terminal.places import APPLICATION, config_folder

TYPE_CHECKING = False  # typing's own would cost a fifth of the time that an answer may take
if TYPE_CHECKING:
    from typing import Any

DEFAULT = "default"
SETTINGS = "config.ini"
KEYS = "keys.ini"
_FALSE = {"false", "0", "no", "off"}


class ProfileError(Exception):
    """A profile, or its file, cannot be used; the text says what to do."""


class Server:
    """A server to talk to.

    Attributes:
        base_url: Its address.
        key: Its API key, or None.
        verify: True, False, or the path of a file of authorities.
        source: Where this was found, in words.
    """

    def __init__(self, base_url: str, key: str | None, verify: bool | str, source: str) -> None:
        self.base_url, self.key, self.verify, self.source = base_url, key, verify, source


def resolve(options: dict[str, Any]) -> Server:
    """The server that the options and the environment mean.

    Raises:
        ProfileError: There is none, or the profile does not exist.
    """
    server = _resolve(options)
    if options.get("key"):
        server.key = str(options["key"])
    if options.get("ca_file"):
        server.verify = str(options["ca_file"])
    if options.get("insecure"):
        server.verify = False
    return server


def _resolve(options: dict[str, Any]) -> Server:
    environment = os.environ.get("GOODMEM_BASE_URL")
    base_url, name = options.get("base_url"), options.get("profile") or os.environ.get("GOODMEM_PROFILE")
    if base_url:
        if environment and _same(environment, base_url):
            return _from_environment(base_url)
        profile = load(name or DEFAULT) if name or DEFAULT in names() else None
        if profile is not None and _same(profile.base_url, base_url):
            return profile
        return Server(str(base_url), None, True, "--base-url")
    if options.get("profile"):
        return load(str(options["profile"]))
    if environment:
        return _from_environment(environment)
    if name or DEFAULT in names():
        return load(name or DEFAULT)
    raise ProfileError(
        "No server is named. Make a profile with `goodmem-dyn init`, pass --base-url, or set GOODMEM_BASE_URL and "
        "GOODMEM_API_KEY."
    )


def _same(url: str, other: str) -> bool:
    return url.rstrip("/") == str(other).rstrip("/")


def _from_environment(base_url: str) -> Server:
    verify = os.environ.get("GOODMEM_VERIFY_SSL", "true").strip().lower() not in _FALSE
    return Server(base_url, os.environ.get("GOODMEM_API_KEY"), verify, "the environment")


def names() -> list[str]:
    """The names of all profiles."""
    return _read(SETTINGS).sections()


def settings(name: str) -> dict[str, str]:
    """What is set in a profile; never its key."""
    sections = _read(SETTINGS)
    if name not in sections:
        known = ", ".join(sections.sections()) or "none"
        raise ProfileError(f"There is no profile {name!r}; there are: {known}. Make it with `goodmem-dyn init`.")
    return dict(sections[name])


def load(name: str) -> Server:
    """The server of a profile."""
    profile = settings(name)
    base_url = profile.get("base_url")
    if not base_url:
        raise ProfileError(f"The profile {name!r} has no base_url: set it in {path_of(SETTINGS)}.")
    verify: bool | str = profile.get("verify", "true")
    if str(verify).lower() in {"true", *_FALSE}:
        verify = str(verify).lower() == "true"
    return Server(base_url, key_of(name), verify, f"the profile {name!r}")


def save(name: str, base_url: str, key: str | None, verify: bool | str = True) -> str:
    """Make or change a profile; returns where its key is kept, in words."""
    profiles = _read(SETTINGS)
    profiles[name] = {"base_url": base_url}
    if str(verify).lower() != "true":
        profiles[name]["verify"] = str(verify).lower() if verify is False else str(verify)
    _write(SETTINGS, profiles)
    return keep_key(name, key) if key else "nowhere: it has none"


def remove(name: str) -> None:
    """Forget a profile and its key."""
    settings(name)
    profiles = _read(SETTINGS)
    profiles.remove_section(name)
    _write(SETTINGS, profiles)
    keyring = _keyring()
    if keyring is not None and keyring.get_password(APPLICATION, name) is not None:
        keyring.delete_password(APPLICATION, name)
    keys = _read(KEYS)
    if keys.remove_section(name):
        _write(KEYS, keys)


def key_of(name: str) -> str | None:
    """The key of a profile."""
    keys = _read(KEYS)
    if name in keys:
        return keys[name].get("key")
    keyring = _keyring()
    return keyring.get_password(APPLICATION, name) if keyring is not None else None


def keep_key(name: str, key: str) -> str:
    """Keep the key of a profile; returns where, in words."""
    keyring = _keyring()
    if keyring is not None:
        keyring.set_password(APPLICATION, name, key)
        return "the system's keyring"
    keys = _read(KEYS)
    keys[name] = {"key": key}
    _write(KEYS, keys)
    return path_of(KEYS)


def path_of(name: str) -> str:
    """The path of one of the files."""
    return os.path.join(config_folder(), name)


def _keyring() -> Any:
    """The keyring of the system; None where there is none that keeps anything."""
    from importlib import import_module

    try:
        keyring = import_module("keyring")
    except ImportError:
        return None
    # Priorities below 1 are backends that keep nothing, or keep it in the open.
    return keyring if keyring.get_keyring().priority >= 1 else None


def _read(name: str) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, default_section="")
    path = path_of(name)
    try:
        with open(path, encoding="utf-8") as file:
            if name == KEYS and os.name == "posix" and stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise ProfileError(f"Others can read {path}, which holds keys: chmod 600 {path}")
            parser.read_file(file)
    except FileNotFoundError:
        pass
    except (OSError, configparser.Error, UnicodeDecodeError) as error:
        raise ProfileError(f"{path} cannot be read: {error}") from error
    return parser


def _write(name: str, content: configparser.ConfigParser) -> None:
    """Write a file whole or not at all, and for its owner alone."""
    path = path_of(name)
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        own = f"{path}.{os.getpid()}"
        with open(os.open(own, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            content.write(file)
        os.replace(own, path)
    except OSError as error:
        raise ProfileError(f"{path} cannot be written: {error}") from error
