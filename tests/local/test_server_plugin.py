"""The pytest plugin, as other people's test suites use it."""

from __future__ import annotations

pytest_plugins = ["pytester"]


def run(pytester, source, *arguments):
    pytester.makepyfile(source)
    # What this project tests itself with would only slow the suites down.
    idle = [word for name in ("schemathesis", "hypothesispytest", "xdist") for word in ("-p", f"no:{name}")]
    return pytester.runpytest_subprocess(*idle, "-p", "no:cacheprovider", "-W", "error", *arguments)


def test_every_test_gets_an_empty_server_and_a_working_client(pytester):
    source = """
        import pytest

        @pytest.mark.parametrize("number", range(3))
        def test_it(goodmem_client, goodmem_server, number):
            assert list(goodmem_client.spaces.list()) == []
            embedder = goodmem_server.create_default_embedder()
            space = goodmem_client.spaces.create(name="notes", space_embedders=[{"embedder_id": embedder}])
            assert [one.space_id for one in goodmem_client.spaces.list()] == [space.space_id]
    """
    run(pytester, source).assert_outcomes(passed=3)


def test_async_tests_get_an_async_client_on_any_loop(pytester):
    source = """
        import pytest

        @pytest.mark.anyio
        @pytest.mark.parametrize("number", range(2))
        async def test_it(async_goodmem_client, number):
            assert (await async_goodmem_client.users.me()).username == "root"
            assert (await async_goodmem_client.spaces.list()).data == []

        @pytest.fixture(params=["asyncio", "trio"])
        def anyio_backend(request):
            return request.param
    """
    run(pytester, source).assert_outcomes(passed=4)


def test_faults_are_at_hand(pytester):
    source = """
        import pytest
        from goodmem_dyn import InternalServerError

        def test_it(goodmem_client, goodmem_server):
            goodmem_server.faults.add("status", operation="createApiKey", status=503, times=None)
            with pytest.raises(InternalServerError):
                goodmem_client.with_options(max_retries=0).apikeys.create()

        def test_no_fault_is_left_over(goodmem_client):
            goodmem_client.apikeys.create()
    """
    run(pytester, source).assert_outcomes(passed=2)


def test_options_are_a_fixture_to_override(pytester):
    source = """
        import pytest
        from goodmem_dyn.local import Settings

        @pytest.fixture(scope="session")
        def goodmem_server_options():
            return {"settings": Settings(job_attempts=7)}

        def test_it(goodmem_server):
            assert goodmem_server.state.settings.job_attempts == 7
    """
    run(pytester, source).assert_outcomes(passed=1)


def test_a_session_may_fill_the_server_once(pytester):
    source = """
        import pytest

        @pytest.fixture(scope="session")
        def filled(goodmem_server):
            goodmem_server.create_default_embedder()
            return goodmem_server

        @pytest.mark.parametrize("number", range(2))
        def test_it(filled, number):
            import httpx
            found = httpx.get(f"{filled.url}/v1/embedders", headers={"x-api-key": filled.api_key}).json()
            assert len(found["embedders"]) == 1
    """
    run(pytester, source).assert_outcomes(passed=2)


def test_a_space_is_ready_for_both_clients(pytester):
    source = """
        import pytest

        def test_it(goodmem_client, goodmem_space):
            space_id = goodmem_space.space_id
            goodmem_client.memories.create(space_id=space_id, original_content="Owls hunt at night.", wait=True)
            found = goodmem_client.memories.retrieve(message="owls", space_ids=[space_id], stream=False)
            assert [hit.text.strip() for hit in found.hits] == ["Owls hunt at night."]

        @pytest.mark.anyio
        async def test_async(async_goodmem_client, goodmem_space):
            assert [one.space_id for one in await async_goodmem_client.spaces.list()] == [goodmem_space.space_id]
            assert (await async_goodmem_client.memories.list(space_id=goodmem_space.space_id)).data == []

        @pytest.fixture
        def anyio_backend():
            return "asyncio"
    """
    run(pytester, source).assert_outcomes(passed=2)


def test_without_the_extra_the_error_names_it(pytester):
    pytester.makeconftest("""
        import sys

        sys.modules["starlette"] = None
    """)
    done = run(pytester, "def test_it(goodmem_client): pass")
    done.assert_outcomes(errors=1)
    done.stdout.fnmatch_lines(["*embedded server needs starlette*pip install 'goodmem-dyn[[]local]'*"])
    assert "Traceback" not in done.stdout.str()
