"""Which methods the embedded server has: an operation that came by `track` may not be served here yet."""

from __future__ import annotations

from goodmem_dyn.local._state.calls import HANDLERS
from tests.support.calls import all_calls

OPERATIONS = {name: call.operation for name, call in all_calls().items() if call.operation is not None}
UNSERVED = {name for name, operation in OPERATIONS.items() if operation.operation_id not in HANDLERS}


def is_served(name: str) -> bool:
    """Whether the embedded server has what a method needs: its operation, or those that make and read its resource."""
    if name in OPERATIONS:
        return name not in UNSERVED
    resource = name.rpartition(".")[0]
    return UNSERVED.isdisjoint(f"{resource}.{verb}" for verb in ("create", "get", "list"))


SERVED = [name for name in all_calls() if is_served(name)]
