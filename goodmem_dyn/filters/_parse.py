"""The filter language: its one grammar, read into a tree of types.

`explain` evaluates the tree, and the embedded server translates it to SQL.

Rules kept here:

- Everything that is not of the language is a `FilterSyntaxError` that points at its column.
- Types are checked while reading, as the server does: metadata is JSON until it is cast, and the whole is a boolean.
- A chain of one operator is one flat node and nesting is bounded, so no text exhausts the stack.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from goodmem_dyn.filters import _text
from goodmem_dyn.filters._checks import Checks
from goodmem_dyn.filters._tree import COMPARISONS, Node
from goodmem_dyn.filters._types import NUMBERS

if TYPE_CHECKING:
    from goodmem_dyn.filters._tokens import Token

MAX_DEPTH = 64
_CONSTANTS = {
    "TRUE": ("literal", "BOOLEAN", True),
    "FALSE": ("literal", "BOOLEAN", False),
    "NULL": ("literal", "NULL", None),
    "CURRENT_DATE": ("today", "DATE", None),
    "CURRENT_TIMESTAMP": ("now", "TIMESTAMP", None),
}


def parse(text: str, *, doubled_quotes: bool = False) -> Node:
    r"""Read an expression.

    Args:
        text: The expression.
        doubled_quotes: Read `''` inside a string as one quote. Off, because the live server refuses it although its
            documentation describes it; `\'` always works.

    Raises:
        FilterSyntaxError: It is not one, or it is not a boolean.
    """
    return _Parser(text, doubled_quotes=doubled_quotes).whole()


class _Parser(Checks):
    # --- grammar, loosest first ------------------------------------------------------------------------------------

    def whole(self) -> Node:
        if self.token.kind == "end":
            self.fail("it is empty; leave the filter out to select everything", 0)
        node = self.either()
        if self.token.kind != "end":
            self.unexpected("an operator or the end of the filter")
        return self.boolean(node, "a filter must be true or false as a whole")

    def either(self) -> Node:
        # Few frames stand between one parenthesis and the next, so that the bound on depth bounds the stack.
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail(f"the filter nests deeper than {MAX_DEPTH} levels", self.token.start)
        options: list[Node] = []
        while not options or self.take("OR"):
            conditions: list[Node] = []
            while not conditions or self.take("AND"):
                conditions.append(self.negation())
            options.append(self._joined("and", conditions))
        self.depth -= 1
        return self._joined("or", options)

    def _joined(self, kind: str, nodes: list[Node]) -> Node:
        if len(nodes) == 1:
            return nodes[0]
        conditions = tuple(self.boolean(node, f"{kind.upper()} joins conditions") for node in nodes)
        return Node(kind, "BOOLEAN", nodes[0].start, nodes[-1].end, conditions)

    def negation(self) -> Node:
        starts = []
        while token := self.take("NOT"):
            starts.append(token.start)
        node = self.comparison()
        if not starts:
            return node
        self.boolean(node, "NOT negates a condition")
        return Node("not" if len(starts) % 2 else "group", "BOOLEAN", starts[0], node.end, (node,))

    def comparison(self) -> Node:
        left = self.concatenation()
        if sign := self.take(*COMPARISONS):
            right = self.concatenation()
            self.compared(left, right)
            return self._test("compare", left, (right,), COMPARISONS[sign.text])
        if self.take("IS"):
            negated = bool(self.take("NOT"))
            end = self.need("NULL").end
            return Node("is null", "BOOLEAN", left.start, end, (left,), negated)
        negated = bool(self.take("NOT"))
        if word := self.take("LIKE", "ILIKE"):
            right = self.concatenation()
            rule = f"{word.text} takes text on both sides, as in CAST(val('$.name') AS TEXT)"
            for side in (left, right):
                self.of_type(side, {"TEXT"}, rule)
            return self._test("like", left, (right,), (word.text, negated))
        if self.take("IN"):
            return self._in(left, negated)
        if negated:
            self.unexpected("LIKE, ILIKE or IN after NOT")
        if word := self.take("CONTAINS", "OVERLAPS"):
            right = self.concatenation()
            return self._inside(word.text, left, right)
        return left

    def _inside(self, word: str, left: Node, right: Node) -> Node:
        if word == "CONTAINS":
            rule = "CONTAINS looks into a jsonb value; to search inside a text use LIKE '%…%'"
            self.of_type(left, {"JSON"}, rule)
        else:
            for side in (left, right):
                self.of_type(side, {"JSON"}, "OVERLAPS takes jsonb arrays, as in val('$.tags') OVERLAPS ['a', 'b']")
        return self._test(word.lower(), left, (right,))

    def _in(self, left: Node, negated: bool) -> Node:
        if self.take("("):
            items = self._list(")")
            for item in items:
                self.compared(left, item)
            return Node("in", "BOOLEAN", left.start, self.need(")").end, (left, *items), negated)
        array = self.postfix()
        self.of_type(array, {"JSON"}, "IN takes a list in parentheses or a jsonb array")
        return self._test("in array", left, (array,), negated)

    def _list(self, closing: str) -> list[Node]:
        """Read expressions with commas between them, at least one, up to what closes the list."""
        items = [self.either()]
        while self.take(","):
            items.append(self.either())
        if self.token.text != closing or self.token.kind != "sign":
            self.unexpected(f"an operator, ',' or '{closing}'")
        return items

    @staticmethod
    def _test(kind: str, left: Node, others: tuple[Node, ...], data: object = None) -> Node:
        return Node(kind, "BOOLEAN", left.start, others[-1].end, (left, *others), data)

    def concatenation(self) -> Node:
        texts: list[Node] = []
        while not texts or self.take("||"):
            terms, signs = [self._product()], []
            while sign := self.take("+", "-"):
                signs.append(sign)
                terms.append(self._product())
            texts.append(self._calculated(terms, signs))
        if len(texts) == 1:
            return texts[0]
        for text in texts:
            self.of_type(text, {"TEXT", *NUMBERS}, "|| joins texts; cast the value, as in CAST(… AS TEXT)")
        return Node("concatenation", "TEXT", texts[0].start, texts[-1].end, tuple(texts))

    def _product(self) -> Node:
        factors, signs = [self.unary()], []
        while sign := self.take("*", "/", "%"):
            signs.append(sign)
            factors.append(self.unary())
        return self._calculated(factors, signs)

    def _calculated(self, nodes: list[Node], signs: list[Token]) -> Node:
        if not signs:
            return nodes[0]
        result, steps = nodes[0].type, []
        for sign, node in zip(signs, nodes[1:], strict=True):
            result = self.calculated(nodes[0], result, sign.text, node)
            steps.append((sign.text, result))
        return Node("arithmetic", result, nodes[0].start, nodes[-1].end, tuple(nodes), tuple(steps))

    def unary(self) -> Node:
        signs = []
        while sign := self.take("-", "+"):
            signs.append(sign)
        node = self.postfix()
        if not signs:
            return node
        self.of_type(node, NUMBERS, "a sign stands before a number")
        negative = sum(sign.text == "-" for sign in signs) % 2 == 1
        return Node("sign", node.type, signs[0].start, node.end, (node,), negative)

    def postfix(self) -> Node:
        node = self.primary()
        indexes, end = [], node.end
        while self.take("["):
            self.of_type(node, {"JSON"}, "only a jsonb array has elements, as in val('$.tags')[0]")
            index = self.either()
            self.of_type(index, {"INTEGER"}, "an index is an integer from 0 on")
            if index.kind == "sign" and index.data:
                self.fail("an index counts from 0 and is not negative", index.start)
            indexes.append(index)
            end = self.need("]").end
        return Node("element", "JSON", node.start, end, (node, *indexes)) if indexes else node

    def primary(self) -> Node:
        token = self.token
        self.at += 1
        if token.kind == "number":
            type_ = "INTEGER" if token.text.isdigit() and len(token.text) < 19 else "NUMERIC"
            return Node("literal", type_, token.start, token.end, data=self._number(token))
        if token.kind == "string":
            return Node("literal", "TEXT", token.start, token.end, data=self._unquoted(token))
        if token.kind == "keyword" and token.text in _CONSTANTS:
            kind, type_, value = _CONSTANTS[token.text]
            return Node(kind, type_, token.start, token.end, data=value)
        if token.text == "(" and token.kind == "sign":
            node = self.either()
            return Node("group", node.type, token.start, self.need(")").end, (node,))
        if token.text == "[" and token.kind == "sign":
            items = [] if self.token.text == "]" else self._list("]")
            return Node("array", "JSON", token.start, self.need("]").end, tuple(items))
        if token.text == "CAST" and token.kind == "keyword":
            return self._cast(token)
        if token.text == "EXTRACT" and token.kind == "keyword":
            return self._extract(token)
        if token.kind == "word":
            return self._call(token)
        self.at -= 1
        return self.unexpected("a value")

    def _number(self, token: Token) -> Decimal:
        try:
            return Decimal(token.text)
        except InvalidOperation:
            self.fail("this number is too large", token.start)

    def _unquoted(self, token: Token) -> str:
        try:
            return _text.read_literal(token.text[1:-1])
        except _text.BadEscapeError as error:
            at = error.args[0] + 1
            mark = token.text[at + 1]
            known = r"there are \' \" \\ \/ \n \r \t \b \f \uXXXX"
            self.fail(rf"there is no escape \{mark}; {known}", token.start + at)

    def _cast(self, token: Token) -> Node:
        self.need("(")
        node = self.either()
        self.need("AS")
        words = [self.need_word()]
        while self.token.kind == "word":
            words.append(self.need_word())
        name, target = self.cast(node, words, token.start)
        return Node("cast", target, token.start, self.need(")").end, (node,), name)

    def _extract(self, token: Token) -> Node:
        self.need("(")
        word = self.need_word()
        self.need("FROM")
        node = self.either()
        part = self.part_of_date(word, node)
        return Node("extract", "NUMERIC", token.start, self.need(")").end, (node,), part)

    def _call(self, word: Token) -> Node:
        if not self.take("("):
            self.fail(f"{word.text} is no value: metadata is read as val('$.{word.text}')", word.start)
        name = word.text.lower()
        if name in {"val", "exists"}:
            return self._path(word)
        function = self.function(word)
        arguments = [] if self.token.text == ")" else self._list(")")
        type_ = self.called(word, function, arguments)
        return Node("call", type_, word.start, self.need(")").end, tuple(arguments), name)

    def _path(self, word: Token) -> Node:
        name, argument = word.text.lower(), self.token
        rule = f"{name}() takes one JSON path in quotes, as in {name}('$.name')"
        if argument.kind != "string":
            self.fail(rule, argument.start)
        self.at += 1
        if self.token.text != ")":
            self.fail(rule, self.token.start)
        path = _text.read_path(self._unquoted(argument))
        if path.problem:
            # Escapes before the position would shift it; a path that needs them is quoted by then.
            self.fail(path.problem, min(argument.start + 1 + path.position, argument.end - 1))
        type_ = "JSON" if name == "val" else "BOOLEAN"
        return Node(name, type_, word.start, self.need(")").end, data=path.steps)
