"""Where the command line keeps its files: the folders that the system has for a program's settings and its cache.

Rules: `GOODMEM_CONFIG_DIR` moves the settings, `GOODMEM_CACHE_DIR` the cache, and where neither is set nor the extra
`[cli]` is installed there is no cache.
"""

from __future__ import annotations

import os

APPLICATION = "goodmem-dyn"


def config_folder() -> str:
    """The folder of the settings."""
    own = os.environ.get("GOODMEM_CONFIG_DIR")
    if own:
        return own
    from platformdirs import user_config_dir

    return user_config_dir(APPLICATION, appauthor=False)


def cache_folder() -> str | None:
    """The folder of what can be made again; None where there is none."""
    own = os.environ.get("GOODMEM_CACHE_DIR")
    if own:
        return own
    try:
        from platformdirs import user_cache_dir
    except ImportError:
        return None
    return user_cache_dir(APPLICATION, appauthor=False)
