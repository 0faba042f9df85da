"""What tests share: everything that two folders of tests need lies here, and nothing of it is a test.

Loopback servers: real sockets, real TLS, scripted and seeded faults. Everything listens on 127.0.0.1 only, runs in
threads of its own (so that sync and async tests use it alike), is bounded in time, and leaves no thread and no socket
behind. What a server did is decided by the test beforehand, never by chance: a script is a list, a seed is a number.

- `server.StubServer` answers from a script and keeps every byte that it was sent; `steps` and `replies` are the words
  of such a script, `listener.Listener` is a socket that a test serves by hand.
- `tls.Authority` issues certificates: good, expired, for the wrong host, self-signed, for clients.
- `proxy.FaultProxy` stands before another server and spoils chosen exchanges, before or after they took effect;
  `forward.ForwardProxy` is a proxy as environment variables name one.
- `fixtures` offers all of it to pytest.

Clients and what they send: `both` runs one test with either client, `wire` answers requests in the process and keeps
them, `calls` has every method with arguments, and `documents` writes small documents and a client of each.

Values and judges, made from the document: `examples` are values of schemas, `contract` judges what went over the wire,
`world` is an embedded server with one of everything, `api` talks to one in plain HTTP, `pdf` is a small PDF.

Other programs: `pythons` has the interpreters of the machine, `checkers` and `langserver` run mypy and pyright.
"""
