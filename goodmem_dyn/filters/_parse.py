"""The documented filter language, read into a tree: what `explain` stands on.

Rules kept here:

- Only what is documented is understood. Everything else is a `FilterSyntaxError` that points at its column.
- Types are checked while reading, as the server does: metadata is JSON until it is cast, and the whole is a boolean.
- A chain of one operator is one flat node and nesting is bounded, so no text exhausts the stack.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from goodmem_dyn.filters import _text
from goodmem_dyn.filters._reading import Reading
from goodmem_dyn.filters._tree import CAST_TYPES, COMPARISONS, DATE_PARTS, Node

if TYPE_CHECKING:
    from goodmem_dyn.filters._tokens import Token

MAX_DEPTH = 64
_TYPE_OF_CAST = {"BIGINT": "NUMERIC"}


def parse(text: str) -> Node:
    """Read an expression.

    Raises:
        FilterSyntaxError: It is not one, or it is not a boolean.
    """
    return _Parser(text).whole()


class _Parser(Reading):
    # --- grammar, loosest first ------------------------------------------------------------------------------------

    def whole(self) -> Node:
        if self.token.kind == "end":
            self.fail("it is empty; leave the filter out to match everything", 0)
        node = self.either()
        if self.token.kind != "end":
            self.fail(f"expected an operator or the end instead of {self.token.text}", self.token.start)
        return self.boolean(node)

    def either(self) -> Node:
        # Few frames stand between one parenthesis and the next, so that the bound on depth bounds the stack.
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail(f"it nests deeper than {MAX_DEPTH} levels", self.token.start)
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
        return Node(kind, "BOOLEAN", nodes[0].start, nodes[-1].end, tuple(map(self.boolean, nodes)))

    def negation(self) -> Node:
        starts = []
        while token := self.take("NOT"):
            starts.append(token.start)
        node = self.comparison()
        if not starts:
            return node
        self.boolean(node)
        if len(starts) % 2:
            return Node("not", "BOOLEAN", starts[0], node.end, (node,))
        return Node("group", "BOOLEAN", starts[0], node.end, (node,))

    def comparison(self) -> Node:
        left = self.concatenation()
        sign = self.take(*COMPARISONS)
        if sign:
            right = self.concatenation()
            self.same_type(left, right)
            return self._test("compare", left, (right,), COMPARISONS[sign.text])
        if self.take("IS"):
            negated = bool(self.take("NOT"))
            end = self.need("NULL").end
            return Node("is null", "BOOLEAN", left.start, end, (left,), negated)
        negated = bool(self.take("NOT"))
        if word := self.take("LIKE", "ILIKE"):
            right = self.concatenation()
            for side in (left, right):
                self.of_type(side, "TEXT")
            return self._test("like", left, (right,), (word.text, negated))
        if self.take("IN"):
            return self._in(left, negated)
        if negated:
            self.fail(f"expected LIKE, ILIKE or IN after NOT instead of {self.token.text}", self.token.start)
        if word := self.take("CONTAINS", "OVERLAPS"):
            right = self.concatenation()
            if left.type not in {"JSON", "NULL"}:
                self.fail(f"{word.text} looks into metadata, but this is {left.type}: use val('$.tags')", left.start)
            return self._test(word.text.lower(), left, (right,))
        return left

    def _in(self, left: Node, negated: bool) -> Node:
        if self.take("("):
            items = [self.either()]
            while self.take(","):
                items.append(self.either())
            end = self.need(")").end
            for item in items:
                self.same_type(left, item)
            return Node("in", "BOOLEAN", left.start, end, (left, *items), negated)
        array = self.postfix()
        self.of_type(array, "JSON")
        return self._test("in array", left, (array,), negated)

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
            self.of_type(text, "TEXT")
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
        result = nodes[0].type
        for sign, node in zip(signs, nodes[1:], strict=True):
            result = self._arithmetic_type(result, sign, node)
        used = tuple(sign.text for sign in signs)
        return Node("arithmetic", result, nodes[0].start, nodes[-1].end, tuple(nodes), used)

    def _arithmetic_type(self, left: str, sign: Token, right: Node) -> str:
        sides = (left, right.type)
        if set(sides) <= {"NUMERIC", "NULL"}:
            return "NUMERIC"
        if sides in {("DATE", "NUMERIC"), ("DATE", "NULL")} and sign.text in "+-":
            return "DATE"
        if sides == ("NUMERIC", "DATE") and sign.text == "+":
            return "DATE"
        if sides == ("DATE", "DATE") and sign.text == "-":
            return "NUMERIC"
        return self.fail(f"{left} {sign.text} {right.type} is not defined; cast metadata first", sign.start)

    def unary(self) -> Node:
        signs = []
        while sign := self.take("-", "+"):
            signs.append(sign)
        node = self.postfix()
        if not signs:
            return node
        self.of_type(node, "NUMERIC")
        negative = sum(sign.text == "-" for sign in signs) % 2 == 1
        return Node("sign", node.type, signs[0].start, node.end, (node,), negative)

    def postfix(self) -> Node:
        node = self.primary()
        indexes, end = [], node.end
        while opened := self.take("["):
            if node.type not in {"JSON", "NULL"}:
                self.fail(f"only metadata has elements, and this is {node.type}", opened.start)
            index = self.either()
            self.of_type(index, "NUMERIC")
            indexes.append(index)
            end = self.need("]").end
        return Node("element", "JSON", node.start, end, (node, *indexes)) if indexes else node

    def primary(self) -> Node:
        token = self.token
        self.at += 1
        if token.kind == "number":
            return Node("literal", "NUMERIC", token.start, token.end, data=self._number(token))
        if token.kind == "string":
            return Node("literal", "TEXT", token.start, token.end, data=self._unquoted(token))
        if token.text in {"TRUE", "FALSE"} and token.kind == "keyword":
            return Node("literal", "BOOLEAN", token.start, token.end, data=token.text == "TRUE")
        if token.text == "NULL" and token.kind == "keyword":
            return Node("literal", "NULL", token.start, token.end)
        if token.text == "CURRENT_DATE" and token.kind == "keyword":
            return Node("today", "DATE", token.start, token.end)
        if token.text == "(" and token.kind == "sign":
            node = self.either()
            return Node("group", node.type, token.start, self.need(")").end, (node,))
        if token.text == "[" and token.kind == "sign":
            return self._array(token)
        if token.text == "CAST" and token.kind == "keyword":
            return self._cast(token)
        if token.text == "EXTRACT" and token.kind == "keyword":
            return self._extract(token)
        if token.kind == "word":
            return self._call(token)
        return self.fail(f"expected a value instead of {token.text}", token.start)

    def _number(self, token: Token) -> Decimal:
        try:
            return Decimal(token.text)
        except InvalidOperation:
            self.fail("this number is too large", token.start)

    def _unquoted(self, token: Token) -> str:
        try:
            return _text.read_literal(token.text[1:-1])
        except _text.BadEscapeError as error:
            self.fail(r"unknown escape; there are \' \\ \n \r \t", token.start + 1 + error.args[0])

    def _array(self, opened: Token) -> Node:
        items: list[Node] = []
        if not (closed := self.take("]")):
            items.append(self.either())
            while self.take(","):
                items.append(self.either())
            closed = self.need("]")
        return Node("array", "JSON", opened.start, closed.end, tuple(items))

    def _cast(self, token: Token) -> Node:
        self.need("(")
        node = self.either()
        self.need("AS")
        target = self.need_word("a type", CAST_TYPES).text.upper()
        end = self.need(")").end
        return Node("cast", _TYPE_OF_CAST.get(target, target), token.start, end, (node,), target)

    def _extract(self, token: Token) -> Node:
        self.need("(")
        part = self.need_word("a part of a date", DATE_PARTS).text.upper()
        self.need("FROM")
        node = self.either()
        self.of_type(node, "DATE")
        return Node("extract", "NUMERIC", token.start, self.need(")").end, (node,), part)

    def _call(self, token: Token) -> Node:
        name = token.text.lower()
        if name not in {"val", "exists"}:
            if self.take("("):
                self.fail(f"there is no documented function {token.text}; there are val and exists", token.start)
            self.fail(f"{token.text} is no value: metadata is read with val('$.{token.text}')", token.start)
        self.need("(")
        argument = self.token
        if argument.kind != "string":
            self.fail(f"{name} takes a path in quotes, such as {name}('$.lang')", argument.start)
        self.at += 1
        end = self.need(")").end
        found = _text.read_path(self._unquoted(argument))
        if found.problem:
            # Escapes before the position would shift it; a path that needs them is quoted by then.
            self.fail(found.problem, min(argument.start + 1 + found.position, argument.end - 1))
        return Node(name, "JSON" if name == "val" else "BOOLEAN", token.start, end, data=found.steps)

    # --- types -----------------------------------------------------------------------------------------------------

    def boolean(self, node: Node) -> Node:
        if node.type == "JSON":
            self.fail("metadata is not a condition by itself: compare it, or CAST(… AS BOOLEAN)", node.start)
        self.of_type(node, "BOOLEAN")
        return node

    def of_type(self, node: Node, wanted: str) -> None:
        if node.type not in {wanted, "NULL"}:
            hint = f": write CAST(… AS {wanted})" if node.type == "JSON" else ""
            self.fail(f"expected {wanted}, and this is {node.type}{hint}", node.start)

    def same_type(self, left: Node, right: Node) -> None:
        if left.type == right.type or "NULL" in {left.type, right.type}:
            return
        if "JSON" in {left.type, right.type}:
            node, other = (left, right) if left.type == "JSON" else (right, left)
            self.fail(f"metadata must be cast to be compared with {other.type}: CAST(… AS {other.type})", node.start)
        self.fail(f"{left.type} cannot be compared with {right.type}", right.start)
