"""Ray Data over the writer: a sink that stores rows in a space, a source that reads a space.

Rules: a task that Ray runs twice stores nothing twice, because the ids follow from the rows. Each worker makes its own
client. Rows that fail fail the task, so that Ray's own retries apply to it and its report is true.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodmem_dyn._bulk.exporting import records
from goodmem_dyn._bulk.extras import needed
from goodmem_dyn._bulk.outputs import COLUMNS, flat
from goodmem_dyn.bulk.writer import Writer, Written
from goodmem_dyn.client import Goodmem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def datasink(writer: Writer) -> Any:
    """A `ray.data.Datasink` that stores the rows of a dataset.

    Args:
        writer: How a row becomes an item, and where it goes.

    Raises:
        ImportError: Ray is not installed: `pip install 'goodmem-dyn[ray]'`.

    Example:
        >>> ray.data.read_parquet("articles/").write_datasink(datasink(writer))  # doctest: +SKIP
    """
    base = needed("ray.data", "datasinks").Datasink

    def write(_: Any, blocks: Iterable[Any], *_context: Any, **_named: Any) -> Written:
        accessor = needed("ray.data.block", "datasinks").BlockAccessor
        written = Written()
        for block in blocks:
            written += writer.write(accessor.for_block(block).iter_rows(public_row_format=True))
        written.raise_for_failures()
        return written

    # Made here, because what it inherits from is there only where Ray is.
    return type("GoodmemDatasink", (base,), {"write": write, "get_name": lambda _: "Goodmem"})()


def datasource(space_id: str, *, connect: Callable[[], Goodmem] = Goodmem, filter: Any = None) -> Any:  # noqa: A002 - as the list calls it
    """A `ray.data.Datasource` that reads a space: the columns of an export, with content as bytes.

    The list of a space is read in its order, page by page, so this is one task; what follows it runs in parallel.

    Args:
        space_id: Id of the space.
        connect: Makes a client where the task runs.
        filter: Only items whose metadata match this.

    Raises:
        ImportError: Ray is not installed: `pip install 'goodmem-dyn[ray]'`.

    Example:
        >>> ray.data.read_datasource(datasource(space_id)).count()  # doctest: +SKIP
    """
    data = needed("ray.data", "datasources")
    block = needed("ray.data.block", "datasources")

    def read() -> Iterator[Any]:
        arrow = needed("pyarrow", "datasources")
        names = [name for name in COLUMNS if name != "content_file"]
        schema = arrow.schema([(name, arrow.binary() if name == "content" else arrow.string()) for name in names])
        with connect() as client:
            for rows in records(client.bulk, space_id, filter):
                yield arrow.Table.from_pylist([flat(row) for row in rows], schema)

    def get_read_tasks(_: Any, *_wanted: Any, **_named: Any) -> list[Any]:
        metadata = block.BlockMetadata(num_rows=None, size_bytes=None, input_files=None, exec_stats=None)
        return [data.ReadTask(read, metadata)]

    members = {"get_read_tasks": get_read_tasks, "estimate_inmemory_data_size": lambda _: None}
    return type("GoodmemDatasource", (data.Datasource,), members)()
