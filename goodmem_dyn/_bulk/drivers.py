"""The two drivers of a run: threads for the synchronous client, tasks for the asynchronous one.

Rules: both perform the same effects, and nothing of a run is decided here. Whatever ends a run early, an interrupt or a
cancellation included, no call that was begun is left behind. What an effect
raises is raised in the run. Callbacks run where the caller's own code runs: in the
calling thread, or in the event loop.
"""

from __future__ import annotations

import inspect
import queue
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from goodmem_dyn._bulk.effects import END, Ended, Finish, Pause, Pull, Start, Tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from goodmem_dyn._bulk.effects import Effect, Run


def drive(run_flow: Callable[[Any], Any], run: Run, threads: int) -> Any:
    """Drive a run to its result, its calls in threads.

    Args:
        run_flow: Drives the flow of one call: the engine of the client.
        run: The run.
        threads: The most calls at once.
    """
    ended: queue.SimpleQueue[Ended] = queue.SimpleQueue()

    def call(start: Start) -> None:
        ended.put(_outcome(start.tag, lambda: run_flow(start.flow)))

    def perform(effect: Effect) -> Any:
        if isinstance(effect, Start):
            pool.submit(call, effect)
            return None
        if isinstance(effect, Finish):
            outcome = ended.get()
            if outcome.error is not None and not isinstance(outcome.error, Exception):
                raise outcome.error
            return outcome
        if isinstance(effect, Pause):
            return time.sleep(effect.seconds)
        assert isinstance(effect, Tell)
        return effect.function(*effect.arguments)

    pool = ThreadPoolExecutor(threads, thread_name_prefix="goodmem-bulk")
    try:
        effect = next(run)
        while True:
            try:
                outcome = perform(effect)
            except Exception as error:
                effect = run.throw(error)
            else:
                effect = run.send(outcome)
    except StopIteration as stop:
        return stop.value
    finally:
        pool.shutdown(cancel_futures=True)
        run.close()


def _outcome(tag: int, call: Callable[[], Any]) -> Ended:
    try:
        return Ended(tag, call())
    except BaseException as error:
        return Ended(tag, error=error)


async def drive_async(run_flow: Callable[[Any], Any], run: Run, tasks: int) -> Any:
    """Drive a run to its result, its calls in tasks, and its own steps in threads.

    Args:
        run_flow: Drives the flow of one call: the engine of the client.
        run: The run.
        tasks: The most calls at once.
    """
    import anyio

    sender, receiver = anyio.create_memory_object_stream[Ended](tasks)

    async def call(start: Start) -> None:
        try:
            ended = Ended(start.tag, await run_flow(start.flow))
        except Exception as error:
            ended = Ended(start.tag, error=error)
        await sender.send(ended)

    async def perform(effect: Effect) -> Any:
        if isinstance(effect, Start):
            group.start_soon(call, effect)
            return None
        if isinstance(effect, Finish):
            return await receiver.receive()
        if isinstance(effect, Pause):
            return await anyio.sleep(effect.seconds)
        if isinstance(effect, Pull):
            return await anext(effect.records, END)
        assert isinstance(effect, Tell)
        value = effect.function(*effect.arguments)
        return await value if inspect.isawaitable(value) else value

    failure: BaseException | None = None
    result: Any = None
    with sender, receiver:
        async with anyio.create_task_group() as group:
            try:
                step = await anyio.to_thread.run_sync(_advance, run, None, None)
                while not isinstance(step, _Result):
                    try:
                        outcome, error = await perform(step), None
                    except Exception as raised:
                        outcome, error = None, raised
                    step = await anyio.to_thread.run_sync(_advance, run, outcome, error)
                result = step.value
            except Exception as error:
                # Raised as it is, and not as a group of one.
                failure = error
            finally:
                group.cancel_scope.cancel()
                with anyio.CancelScope(shield=True):
                    await anyio.to_thread.run_sync(run.close)
    if failure is not None:
        raise failure
    return result


class _Result:
    """The result of a run: a thread cannot pass on StopIteration."""

    def __init__(self, value: Any) -> None:
        self.value = value


def _advance(run: Run, outcome: Any, error: Exception | None) -> Any:
    try:
        return run.send(outcome) if error is None else run.throw(error)
    except StopIteration as stop:
        return _Result(stop.value)
