"""Whole programs: a holder, a way to call, a way to read the result; the lines that have to be named are marked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.upgrade.holders import ASYNC, DECOY, SYNC

if TYPE_CHECKING:
    import random

    from tests.upgrade.breaks import Use
    from tests.upgrade.holders import Holder

MARK = "  # <-- breaks"
HEAD = '"""A program."""\nimport json\nimport os\n'


@dataclass
class Body:
    """What is done with the client: lines, and an expression of the result that may be awaited."""

    use: Use
    client: str
    is_async: bool
    rng: random.Random
    lines: list[str] = field(default_factory=list)

    def marked(self, line: str, *parts: str) -> str:
        return line + MARK if self.use.broken in parts and self.use.broken else line

    @property
    def await_(self) -> str:
        is_list = self.use.many
        return "await " if self.is_async and not is_list else ""

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.use.arguments]

    def call(self) -> str:
        """Write the call; returns an expression for its result."""
        styles = [self._plain, self._lines, self._unpacked, self._stepwise, self._bound, self._partial, self._namespace]
        styles += [self._merged, self._dict_call, self._chosen]
        if not self.is_async:
            styles += [self._lambda, self._function, self._raw]
        if self.use.attribute is None:
            styles += [self._submitted] if not self.is_async else [self._gathered]
        self.rng.choice(styles)()
        return "result"

    def _given(self) -> str:
        return ", ".join(f"{name}={value}" for name, value in self.use.arguments)

    def _plain(self) -> None:
        self.lines.append(
            self.marked(f"result = {self.await_}{self.client}.{self.use.method}({self._given()})", "call", *self.names)
        )

    def _lines(self) -> None:
        self.lines.append(self.marked(f"result = {self.await_}{self.client}.{self.use.method}(", "call"))
        self.lines += [self.marked(f"    {name}={value},", name) for name, value in self.use.arguments]
        self.lines.append(")")

    def _unpacked(self) -> None:
        self.lines.append("options = {")
        self.lines += [self.marked(f"    {name!r}: {value},", name) for name, value in self.use.arguments]
        self.lines += ["}", self.marked(f"result = {self.await_}{self.client}.{self.use.method}(**options)", "call")]

    def _stepwise(self) -> None:
        self.lines.append("kwargs = {}")
        self.lines += [self.marked(f"kwargs[{name!r}] = {value}", name) for name, value in self.use.arguments]
        self.lines.append(self.marked(f"result = {self.await_}{self.client}.{self.use.method}(**kwargs)", "call"))

    def _merged(self) -> None:
        self.lines.append("common = dict()")
        self.lines += [
            self.marked(f"common = {{**common, {name!r}: {value}}}", name) for name, value in self.use.arguments
        ]
        self.lines.append(self.marked(f"result = {self.await_}{self.client}.{self.use.method}(**common)", "call"))

    def _dict_call(self) -> None:
        self.lines.append(self.marked(f"params = dict({self._given()})", *self.names))
        self.lines.append(self.marked(f"result = {self.await_}{self.client}.{self.use.method}(**params)", "call"))

    def _bound(self) -> None:
        self.lines.append(self.marked(f"method = {self.client}.{self.use.method}", "call" if self._is_gone else ""))
        needs = "call" if not self._is_gone else ""
        self.lines.append(self.marked(f"result = {self.await_}method({self._given()})", needs, *self.names))

    def _namespace(self) -> None:
        space, _, name = self.use.method.rpartition(".")
        self.lines.append(f"ns = {self.client}.{space}")
        self.lines.append(self.marked(f"result = {self.await_}ns.{name}({self._given()})", "call", *self.names))

    def _partial(self) -> None:
        self.lines += ["from functools import partial"]
        self.lines.append(
            self.marked(
                f"prepared = partial({self.client}.{self.use.method}, {self._given()})",
                *self.names,
                "call" if self._is_gone else "",
            )
        )
        self.lines.append(self.marked(f"result = {self.await_}prepared()", "call" if not self._is_gone else ""))

    def _chosen(self) -> None:
        self.lines += ["if os.environ.get('FAST'):", f"    api = {self.client}", "else:", f"    api = {self.client}"]
        self.lines.append(
            self.marked(f"result = {self.await_}api.{self.use.method}({self._given()})", "call", *self.names)
        )

    def _lambda(self) -> None:
        self.lines.append(self.marked(f"do = lambda c: c.{self.use.method}({self._given()})", "call", *self.names))
        self.lines.append(f"result = do({self.client})")

    def _function(self) -> None:
        self.lines.append("def fetch(api, quiet=True):")
        self.lines.append(self.marked(f"    return api.{self.use.method}({self._given()})", "call", *self.names))
        self.lines.append(f"result = fetch({self.client})")

    def _raw(self) -> None:
        space, _, name = self.use.method.rpartition(".")
        self.lines.append(
            self.marked(f"raw = {self.client}.{space}.with_raw_response.{name}({self._given()})", "call", *self.names)
        )
        self.lines.append("result = raw.parse()")

    def _submitted(self) -> None:
        self.lines += ["from concurrent.futures import ThreadPoolExecutor", "with ThreadPoolExecutor() as pool:"]
        self.lines.append(
            self.marked(
                f"    future = pool.submit({self.client}.{self.use.method}, {self._given()})", "call", *self.names
            )
        )
        self.lines.append("    result = future.result()")

    def _gathered(self) -> None:
        self.lines += ["import asyncio", "results = await asyncio.gather("]
        self.lines.append(self.marked(f"    {self.client}.{self.use.method}({self._given()}),", "call", *self.names))
        self.lines += [")", "result = results[0]"]

    @property
    def _is_gone(self) -> bool:
        return self.use.is_gone

    # Reading ------------------------------------------------------------------------------------------------------

    def read(self, result: str) -> None:
        """Read the attribute of the result."""
        if self.use.attribute is None:
            self.lines.append(f"print({result})")
            return
        for_ = "async for" if self.is_async else "for"
        name, mark = self.use.attribute, "attribute"
        many = [
            [f"{for_} item in {result}:", self.marked(f"    print(item.{name})", mark)],
            [self.marked(f"found = [one.{name} {for_} one in {result}]", mark)],
            [
                "rows = []",
                f"{for_} item in {result}:",
                "    rows.append(item)",
                "for row in rows:",
                self.marked(f"    use = row.{name}", mark),
            ],
            [self.marked(f"table = {{str(x): x.{name} {for_} x in {result}}}", mark)],
        ]
        if not self.is_async:
            many += [
                [
                    f"for i, item in enumerate({result}):",
                    "    if i:",
                    self.marked(f"        print(f'{{item.{name}}}')", mark),
                ],
                [self.marked(f"ordered = sorted({result}, key=lambda one: str(one.{name}))", mark)],
                [
                    f"first = next(iter({result}), None)",
                    "if first is not None:",
                    self.marked(f"    print(first.{name})", mark),
                ],
                [
                    "def show(entry):",
                    self.marked(f"    return entry.{name}", mark),
                    f"print(list(map(show, {result})))",
                ],
                [f"all_ = list({result})", self.marked(f"print(all_[0].{name})", mark)],
                [
                    f"for page in {result}.iter_pages():",
                    "    for item in page:",
                    self.marked(f"        print(item.{name})", mark),
                ],
            ]
        one = [
            [self.marked(f"print({result}.{name})", mark)],
            [self.marked(f"value = getattr({result}, {name!r})", mark)],
            [f"if {result}:", self.marked(f"    text = '{{}}'.format({result}.{name})", mark)],
            ["def show(entry):", self.marked(f"    return str(entry.{name})", mark), f"show({result})"],
            [f"pair = ({result}, 1)", "item, count = pair", self.marked(f"print(item.{name})", mark)],
            [f"box = {{'it': {result}}}", self.marked(f"print(box['it'].{name})", mark)],
            [f"data = {result}.model_dump()", self.marked(f"print(data[{name!r}])", mark)],
            [
                "class View:",
                "    def __init__(self, of):",
                "        self.of = of",
                "    def text(self):",
                self.marked(f"        return self.of.{name}", mark),
                f"View({result}).text()",
            ],
            [
                "from goodmem_dyn import models",
                f"def show(entry: models.{self.use.component}) -> str:",
                self.marked(f"    return entry.{name}", mark),
            ],
            [
                "try:",
                self.marked(f"    print({result}.{name})", mark),
                "except ValueError as error:",
                "    print(error)",
            ],
            [f"assert {result} is not None", self.marked(f"flag = bool({result}.{name}) or None", mark)],
        ]
        self.lines += self.rng.choice(many if self.use.many else one)


@dataclass(frozen=True)
class Program:
    """A program as files, and the lines of each that break."""

    files: dict[str, str]
    broken: frozenset[tuple[str, int]]


def program(use: Use, rng: random.Random) -> Program:
    """A program of some style."""
    holder: Holder = rng.choice(ASYNC if rng.random() < 0.25 else SYNC)
    body = Body(use, holder.client, holder.is_async, rng)
    body.read(body.call())
    main, *others = holder.text.split("### ")
    texts = {"main.py": HEAD + _filled(main, body.lines)}
    texts |= {one.partition("\n")[0]: one.partition("\n")[2] for one in others}
    if rng.random() < 0.3:
        texts["main.py"] += DECOY
    broken = {
        (name, number)
        for name, text in texts.items()
        for number, line in enumerate(text.split("\n"), 1)
        if line.endswith(MARK)
    }
    # The check reads no comments, but the programs should not tell what is asked.
    return Program({name: text.replace(MARK, "") for name, text in texts.items()}, frozenset(broken))


def _filled(text: str, lines: list[str]) -> str:
    found = []
    for line in text.split("\n"):
        if line.strip() == "{BODY}":
            indent = line[: len(line) - len(line.lstrip())]
            found += [indent + one for one in lines]
        else:
            found.append(line)
    return "\n".join(found)
