"""`python -m goodmem_dyn.local`: the embedded server in a terminal.

Rules this module keeps: the root key is printed once, when the database is new; Ctrl-C and SIGTERM end cleanly with
exit code 0; what goes wrong at the start is one line on stderr and exit code 1;
options that contradict each other are argparse's, with exit code 2.
"""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from typing import TYPE_CHECKING

from goodmem_dyn.local import serve

if TYPE_CHECKING:
    from collections.abc import Sequence


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m goodmem_dyn.local",
        description="A GoodMem server in one process: the same REST API, on SQLite, with built-in CPU models.",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8080, help="port; 0 takes a free one (default: %(default)s)")
    parser.add_argument(
        "--data", default=":memory:", metavar="FILE", help="database file, made if needed (default: keep nothing)"
    )
    parser.add_argument("--tls-cert", metavar="FILE", help="serve HTTPS with this certificate chain (PEM)")
    parser.add_argument("--tls-key", metavar="FILE", help="its private key (PEM)")
    parser.add_argument("--api-key", metavar="KEY", help="the root user's key, also of a database that is there")
    parser.add_argument("--no-init", action="store_true", help="leave POST /v1/system/init to a client")
    parser.add_argument(
        "--log-level", default="warning", choices=("critical", "error", "warning", "info", "debug"), help="logging"
    )
    parser.add_argument(
        "--secret", action="append", default=[], metavar="NAME",
        help="environment variable that models of the root user may refer to as env://NAME; may be repeated",
    )  # fmt: skip
    options = parser.parse_args(arguments)
    if options.tls_key is not None and options.tls_cert is None:
        parser.error("--tls-key needs --tls-cert")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the server until it is told to stop.

    Args:
        arguments: command line; None takes that of the process.

    Returns:
        The exit code: 0 after a clean end, 1 when the server could not start.
    """
    options = _arguments(arguments)
    try:
        server = serve(
            host=options.host,
            port=options.port,
            data=options.data,
            ssl_certfile=options.tls_cert,
            ssl_keyfile=options.tls_key,
            initialize=not options.no_init,
            api_key=options.api_key,
            log_level=options.log_level,
            secrets=options.secret,
        )
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with server:
        print(f"GoodMem embedded server at {server.url}")
        print(f"  reference  {server.url}/docs")
        print(f"  data       {'in memory' if options.data == ':memory:' else options.data}")
        if server.api_key is not None and options.api_key is None:
            print(f"  root key   {server.api_key}  (shown only this once)")
        print("Press Ctrl-C to stop.", flush=True)
        while not stop.wait(0.5):
            pass
    print("Stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
