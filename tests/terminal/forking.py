"""The program for scripts that call it many times: imported once, and forked for each call.

`python forking.py SOCKET` serves; `python -S forking.py SOCKET --call WORDS...` has one command line run with its own
standard streams, folder and environment.
"""

from __future__ import annotations

import json
import os
import socket
import sys


def call(path: str, words: list[str]) -> int:
    """Ask for one command line to be run; returns its exit code."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(path)
        asked = json.dumps([words, os.getcwd(), dict(os.environ)]).encode()
        socket.send_fds(connection, [len(asked).to_bytes(4, "big")], [0, 1, 2])
        connection.sendall(asked)
        return connection.recv(1)[0]


def serve(path: str) -> None:
    """Run command lines until nobody needs them any more."""
    import goodmem_dyn._terminal.application
    import goodmem_dyn._terminal.calling
    import goodmem_dyn._terminal.results
    import goodmem_dyn.client

    assert goodmem_dyn.methods()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            connection, _ = listener.accept()
            with connection:
                size, descriptors, _, _ = socket.recv_fds(connection, 4, 3)
                asked = b""
                while len(asked) < int.from_bytes(size, "big"):
                    asked += connection.recv(65536)
                connection.sendall(bytes([_forked(json.loads(asked), descriptors)]))
            for descriptor in descriptors:
                os.close(descriptor)


def _forked(asked: list, descriptors: list[int]) -> int:
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    from goodmem_dyn._terminal import main

    words, folder, environment = asked
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for target, descriptor in enumerate(descriptors):
        os.dup2(descriptor, target)
    code = 1
    try:
        code = main(words)
        sys.stdout.flush()
    finally:
        os._exit(code)


if __name__ == "__main__":
    if sys.argv[2:3] == ["--call"]:
        sys.exit(call(sys.argv[1], sys.argv[3:]))
    serve(sys.argv[1])
