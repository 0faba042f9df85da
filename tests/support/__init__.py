"""Loopback servers for tests: real sockets, real TLS, scripted and seeded faults.

Rules: everything listens on 127.0.0.1 only, runs in threads of its own (so that sync and async tests use it alike), is
bounded in time, and leaves no thread and no socket behind. What a server did is decided by the test beforehand, never
by chance: a script is a list, a seed is a number.

- `server.StubServer` answers from a script and keeps every byte that it was sent.
- `steps` and `replies` are the words of such a script.
- `tls.Authority` issues certificates: good, expired, for the wrong host, self-signed, for clients.
- `proxy.FaultProxy` stands before another server and spoils chosen exchanges, before or after they took effect.
- `forward.ForwardProxy` is a proxy as environment variables name one.
- `fixtures` offers all of it to pytest.
"""
