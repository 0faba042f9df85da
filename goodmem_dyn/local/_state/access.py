"""The one place where a request is let through: what its operation needs, asked of what it is about.

Rules this module keeps:

- Which rights an operation needs is data (`_rights/rights.json`). A handler says what it is about, never which right
  that takes: `find` for one resource, `rows` for a list, `new` for something that does not exist yet, `instance`.
- What does not exist is a 404 before anything else is asked; what exists and is not allowed is a 403.
- A handler that asked nothing has no answer: `check_asked` refuses it, unless its operation needs nothing.
- The question is asked on the connection that reads or changes, and of the caller as that connection sees it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn.local._rights import table
from goodmem_dyn.local._rights.authority import Columns, Target
from goodmem_dyn.local._rights.table import INSTANCE, KINDS
from goodmem_dyn.local.errors import ApiError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from goodmem_dyn.local._rights.authority import Authority
    from goodmem_dyn.local._state.callers import Principal
    from goodmem_dyn.local._state.calls import Call

_OF_SPACE = "(SELECT {} FROM spaces s WHERE s.space_id = m.space_id)"
_MEMBERS = Columns("m.memory_id", _OF_SPACE.format("owner_id"), "m.space_id", _OF_SPACE.format("public_read"))
_MEMORIES = "memories m JOIN spaces s USING (space_id)"


class Access:
    """The rights of one request."""

    def __init__(self, call: Call) -> None:
        needs = table.needs(call.operation.id)
        if needs is None:
            raise ApiError(403, f"Permission denied: nobody may call {call.operation.id}")
        self._call = call
        self._needs = needs
        self._asked = not needs.on
        # An older server has spaces that are marked as public; a newer one has grants in their place.
        self._marks = "publicRead" in (call.state.document.fields("Space") or ())

    def caller(self, connection: sqlite3.Connection) -> Principal:
        """The caller as a connection sees it."""
        return self._call.state.callers.current(connection, self._call.principal)

    def authority(self, connection: sqlite3.Connection) -> Authority:
        """What the caller may do, as a connection sees it."""
        return self.caller(connection).authority

    def check_asked(self) -> None:
        """Refuses the answer of a handler that asked for no right.

        Raises:
            RuntimeError: it did not.
        """
        if not self._asked:
            raise RuntimeError(f"{self._call.operation.id} was answered without a question of rights")

    def find(
        self,
        connection: sqlite3.Connection,
        kind: str,
        key: str,
        *,
        columns: str = "*",
        by: str | None = None,
        deleted: bool = True,
        forbidden: str | None = None,
    ) -> sqlite3.Row:
        """The row of a resource, if it is there and the caller has the rights that the operation needs on it.

        Args:
            connection: where to look.
            kind: kind of the resource.
            key: its id, or what `by` says.
            columns: what to read besides; of memories, those of `m`.
            by: another column to look in.
            deleted: whether a tombstone counts as being there.
            forbidden: the name of a refusal for what is there and not allowed, instead of a 403.

        Raises:
            ApiError: 404 or 403.
        """
        row = resource(connection, kind, key, columns=columns, by=by)
        if row is None or (not deleted and row["deleted_at"] is not None):
            raise missing(kind, key)
        missed = self._missed(connection, kind, row)
        if missed is None:
            return row
        status = 403 if forbidden is None else self._call.state.status(forbidden)
        raise missing(kind, key) if status == 404 else self._denied(missed, f"{_noun(kind)} {key}", status)

    def _missed(self, connection: sqlite3.Connection, kind: str, row: sqlite3.Row) -> str | None:
        self._asked = True
        authority = self.authority(connection)
        target = self.target(kind, row)
        for right in self._rights(kind):
            if not authority.allows(right, target):
                return right
        if kind == "SPACE":
            members = Target("MEMORY", None, target.owner, target.key, target.is_public)
            for right in self._needs.members:
                if not authority.allows(right, members):
                    return right
        return None

    def target(self, kind: str, row: sqlite3.Row) -> Target:
        """What a row of `resource` is, when rights are asked of it."""
        is_public = self._marks and kind in ("SPACE", "MEMORY") and bool(row["public_mark"])
        return Target(kind, row["own_id"], row["own_owner"], row["own_container"], is_public)

    def _rights(self, kind: str) -> Sequence[str]:
        needs = self._needs
        rights = list(needs.on[kind] if kind in needs.on else needs.on["*"])
        call = self._call
        named = [name for name in needs.given if call.query.get(name) or (name in call.body if call.body else False)]
        for name in named:
            rights += [right for right in needs.given[name] if right not in rights]
        return rights if named else [*rights, *needs.otherwise]

    def _denied(self, right: str, target: str, status: int = 403) -> ApiError:
        return ApiError(status, f"Permission denied: {self._call.operation.id} needs {right} on {target}")

    def each(self) -> None:
        """Says that what is asked for has parts, each of which is asked about where it is found; there may be none."""
        self._asked = True

    def may(self, connection: sqlite3.Connection, kind: str, key: str) -> bool:
        """Whether a resource is there and the caller has the rights that the operation needs on it."""
        row = resource(connection, kind, key)
        return row is not None and self._missed(connection, kind, row) is None

    def instance(self, connection: sqlite3.Connection) -> None:
        """Asks for what the operation needs on the instance.

        Raises:
            ApiError: 403.
        """
        self._asked = True
        authority = self.authority(connection)
        for right in self._rights(INSTANCE):
            if not authority.allows(right, authority.instance(right)):
                raise self._denied(right, "the instance")

    def new(self, connection: sqlite3.Connection, owner: str) -> None:
        """Asks whether the caller may make what the operation makes, for an owner.

        Raises:
            ApiError: 403.
        """
        self._asked = True
        authority = self.authority(connection)
        for right in self._rights(INSTANCE):
            target = authority.instance(right)
            if owner != authority.subject and target.owner == authority.subject:
                target = Target(INSTANCE, None, owner)
            if not authority.allows(right, target):
                whose = "the instance" if owner == authority.subject else f"what {owner} owns"
                raise self._denied(right, whose)

    def members(self, connection: sqlite3.Connection, space: sqlite3.Row) -> tuple[str, list[Any]]:
        """Those of a space's memories that the caller may see, as SQL over `memories m` with its values."""
        target, authority = self.target("SPACE", space), self.authority(connection)
        every = Target("MEMORY", None, target.owner, target.key, target.is_public)
        if all(authority.allows(right, every) for right in self._needs.rows):
            return "1", []
        return authority.condition(self._needs.rows, _MEMBERS if self._marks else _MEMBERS._replace(public=None))

    def rows(self, connection: sqlite3.Connection, columns: Columns) -> tuple[str, list[Any]]:
        """The rows of a list that the caller may see, as SQL with its values."""
        columns = columns if self._marks else columns._replace(public=None)
        return self.authority(connection).condition(self._needs.rows, columns)


def missing(kind: str, key: str) -> ApiError:
    """What is told of something that is not there."""
    noun = KINDS[kind].noun if kind in KINDS else kind.lower().replace("_", " ").capitalize()
    return ApiError(404, f"{noun} not found: {key}")


def _noun(kind: str) -> str:
    noun = KINDS[kind].noun
    return noun if noun[:2].isupper() else noun.lower()


def resource(
    connection: sqlite3.Connection, kind: str, key: str, *, columns: str = "*", by: str | None = None
) -> sqlite3.Row | None:
    """The row of a resource, with what rights are asked of: `own_id`, `own_owner`, `own_container`, `public_mark`."""
    layout = KINDS.get(kind)
    if layout is None:
        return None
    if kind == "MEMORY":
        columns = "m.*" if columns == "*" else columns
        own = "m.memory_id AS own_id, s.owner_id AS own_owner, m.space_id AS own_container"
        sql = f"SELECT {columns}, {own}, s.public_read AS public_mark FROM {_MEMORIES} WHERE m.memory_id = ?"
    else:
        mark = "public_read" if kind == "SPACE" else "0"
        own = f"{layout.key} AS own_id, {layout.owner} AS own_owner, NULL AS own_container, {mark} AS public_mark"
        sql = f"SELECT {columns}, {own} FROM {layout.table} WHERE {by or layout.key} = ?"
    row: sqlite3.Row | None = connection.execute(sql, (key,)).fetchone()
    return row
