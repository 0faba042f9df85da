"""The rows: R of reports, F of the first hour, H, M and L of security; each with a fault that its tests must see."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """One fault.

    Attributes:
        name: The row that it undoes.
        file: Where it is planted.
        right: What stands there, once.
        wrong: What is put in its place.
        tests: What then must fail.
    """

    name: str
    file: str
    right: str
    wrong: str
    tests: tuple[str, ...]


_METADATA = "tests/kept/test_metadata.py"
_TEXT = "tests/kept/test_text.py"
_OUTCOMES = "tests/kept/test_outcomes.py"
_SURVIVAL = "tests/kept/test_survival.py"
_LOOPBACK = "tests/kept/test_loopback.py"
_SERVER = "tests/security/test_server.py"
_ANSWERS = "tests/security/test_answers.py"
_DOCUMENTS = "tests/security/test_documents.py"
_SUPPLY = "tests/security/test_supply_chain.py"
_LOCAL = "goodmem_dyn/local"

REPORTS = (
    Row(
        "R1",
        "goodmem_dyn/_values.py",
        '.isoformat().replace("+00:00", "Z")',
        ".isoformat()",
        (
            f"{_METADATA}::test_every_accepted_value_is_what_all_see",
            f"{_METADATA}::test_values_of_other_libraries_are_their_python_values",
        ),
    ),
    Row(
        "R2",
        "goodmem_dyn/_values.py",
        "if value.utcoffset() is None:",
        "if False:",
        (f"{_METADATA}::test_what_has_no_form_is_refused_with_its_path",),
    ),
    Row(
        "R3",
        "goodmem_dyn/_values.py",
        "if isinstance(value, int) and abs(value) > EXACT:",
        "if False:",
        (f"{_METADATA}::test_what_has_no_form_is_refused_with_its_path",),
    ),
    Row(
        "R4",
        "goodmem_dyn/_values.py",
        'return _of_numpy(value) if hasattr(value, "dtype") else _number(value)',
        "return value",
        (f"{_METADATA}::test_values_of_other_libraries_are_their_python_values",),
    ),
    Row(
        "R5",
        "goodmem_dyn/_values.py",
        "MAX_DEPTH = 180",
        "MAX_DEPTH = 250",
        (f"{_METADATA}::test_depth_is_counted_with_what_an_answer_adds",),
    ),
    Row(
        "R6",
        "goodmem_dyn/_models/reading.py",
        "return decoded(content, charset)",
        'return content.decode(charset or "utf-8")',
        (
            f"{_TEXT}::test_what_is_chunked_is_the_text",
            f"{_TEXT}::test_what_cannot_be_read_says_so",
        ),
    ),
    Row(
        "R7",
        "goodmem_dyn/charsets.py",
        "        if charset is None and name is None:\n            return _detected(content)\n",
        '        if charset is None and name is None:\n            return content.decode("latin-1")\n',
        (
            f"{_TEXT}::test_what_is_chunked_is_the_text",
            f"{_TEXT}::test_what_cannot_be_read_says_so",
        ),
    ),
    Row(
        "R8",
        f"{_LOCAL}/_processing/preparing.py",
        'raise StageError("EXTRACTING_CONTENT", "The document holds no text',
        'StageError("EXTRACTING_CONTENT", "The document holds no text',
        (f"{_TEXT}::test_text_without_a_word_says_so",),
    ),
    Row(
        "R9",
        "goodmem_dyn/_conveniences/batch_failures.py",
        'raise InvalidRequestError(f"{path} holds a NUL',
        'InvalidRequestError(f"{path} holds a NUL',
        (f"{_OUTCOMES}::TestBatches::test_what_can_be_known_is_found_before_anything_is_sent",),
    ),
    Row(
        "R10",
        f"{_LOCAL}/_processing/separators.py",
        "        except TimeoutError:",
        "        except ZeroDivisionError:",
        (f"{_SURVIVAL}::test_a_pattern_that_backtracks_fails_alone",),
    ),
    Row(
        "R11",
        f"{_LOCAL}/_processing/worker.py",
        "            except Exception as error:\n                failures += 1",
        "            except ZeroDivisionError as error:\n                failures += 1",
        (f"{_SURVIVAL}::test_any_error_of_the_database_leaves_the_workers_alive",),
    ),
    Row(
        "R11",
        f"{_LOCAL}/_state/trouble.py",
        'if "full" in text or "disk I/O" in text:',
        "if False:",
        (f"{_SURVIVAL}::test_a_full_disk_answers_507_and_recovers_by_itself",),
    ),
    Row(
        "R11",
        f"{_LOCAL}/_state/trouble.py",
        'return _WAIT if "locked" in text or "busy" in text else None',
        "return None",
        (f"{_SURVIVAL}::test_a_lock_that_others_hold_is_waited_for",),
    ),
    Row(
        "R12",
        f"{_LOCAL}/_processing/queue.py",
        "attempts = max(attempts - 1, 0), ",
        "",
        (f"{_SURVIVAL}::test_restarts_are_no_attempts",),
    ),
    Row(
        "R13",
        f"{_LOCAL}/_store/lock.py",
        "fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)",
        "pass",
        (f"{_SURVIVAL}::test_one_database_one_server_by_the_file",),
    ),
    Row(
        "R14",
        f"{_LOCAL}/_store/store.py",
        'who = "This process" if self._file in _held else "Another process"',
        'who = "Another process"',
        (
            f"{_SURVIVAL}::test_one_database_one_server_by_the_file",
            f"{_SURVIVAL}::test_a_start_that_cannot_be_is_one_line_and_an_error_of_ours",
        ),
    ),
    Row(
        "R15",
        f"{_LOCAL}/_processing/chunking.py",
        'return _merge(pieces, options["chunkSize"], options["chunkOverlap"])',
        'return _merge(list(pieces), options["chunkSize"], options["chunkOverlap"])',
        (f"{_SERVER}::test_what_a_text_costs",),
    ),
    Row(
        "R16",
        f"{_LOCAL}/_http/connections.py",
        "self._late = self.loop.call_later(HEAD_SECONDS, self.transport.abort)",
        "pass",
        (f"{_SERVER}::test_connections_that_say_nothing_are_closed",),
    ),
    Row(
        "R16",
        f"{_LOCAL}/_http/messages.py",
        "if length.isdigit() and (len(length) > 18 or int(length) > largest):",
        "if False:",
        (f"{_SERVER}::test_a_body_that_says_that_it_is_too_long_is_not_waited_for",),
    ),
    Row(
        "R17",
        f"{_LOCAL}/direct.py",
        'return {"transport": transport(verify=context, trust_env=False), **arguments}',
        "return arguments",
        (f"{_LOOPBACK}::test_clients_of_a_server_go_direct",),
    ),
    Row(
        "R18",
        f"{_LOCAL}/_contract/document.py",
        "if value is not None and (known is None or key in known)",
        "if value is not None",
        (
            "tests/local/test_server_contract.py::test_any_tracked_document_can_be_served",
            "tests/local/test_history.py",
        ),
    ),
    Row(
        "R19",
        "goodmem_dyn/_conveniences/batch_failures.py",
        "if isinstance(error, APIConnectionError) and error.sent:",
        "if False:",
        (f"{_OUTCOMES}::TestBatches::test_a_lost_answer_names_the_ids_to_look_for",),
    ),
    Row(
        "R20",
        "goodmem_dyn/_models/tolerance.py",
        'self.tell(f"{place}.{wire}", "is missing")',
        "raise Another",
        ("tests/kept/test_answers.py::test_a_member_that_is_not_as_promised_is_taken_and_told_once",),
    ),
    Row(
        "R21",
        "goodmem_dyn/_models/tolerance.py",
        "            value = [value]\n",
        "            raise Another\n",
        ("tests/kept/test_answers.py::test_one_object_where_a_list_was_promised_is_a_list_of_one",),
    ),
)

FIRST_HOUR = (
    Row(
        "F1",
        "goodmem_dyn/_results/streams.py",
        "if self._closed and not self._ended:",
        "if False:",
        (
            f"{_OUTCOMES}::test_a_stream_left_unread_is_an_error",
            f"{_OUTCOMES}::test_an_asynchronous_one_as_well",
        ),
    ),
    Row(
        "F2",
        "goodmem_dyn/_values.py",
        "EXACT = 2**53",
        "EXACT = 2**70",
        (f"{_METADATA}::test_what_has_no_form_is_refused_with_its_path",),
    ),
    Row(
        "F3",
        f"{_LOCAL}/server.py",
        "            add_root_key(state, self._wanted_key)\n",
        "            pass\n",
        (f"{_SURVIVAL}::test_a_key_of_ones_own_works_every_time",),
    ),
    Row(
        "F4",
        "goodmem_dyn/_conveniences/batch_failures.py",
        "{int(match[1]) + by}",
        "{int(match[1])}",
        (f"{_OUTCOMES}::TestBatches::test_indices_are_those_of_the_callers_list",),
    ),
    Row(
        "F5",
        "goodmem_dyn/_bulk/items.py",
        'raise ValueError("it is empty, and',
        'ValueError("it is empty, and',
        ("tests/bulk/test_ingest.py::test_an_empty_file_fails_alone_and_unsent",),
    ),
    Row(
        "F10",
        "goodmem_dyn/_results/pages.py",
        "if not walked and self.has_next_page:",
        "if False:",
        (f"{_OUTCOMES}::test_the_length_of_a_page_that_has_more_says_so",),
    ),
    Row(
        "F12",
        f"{_LOCAL}/_http/messages.py",
        'if scope["state"]["transport"].is_closing():',
        "if False:",
        (f"{_OUTCOMES}::test_nobody_hears_of_a_stream_that_was_left",),
    ),
    Row(
        "F12",
        f"{_LOCAL}/_processing/worker.py",
        "                if self._stopping:\n                    for job in jobs:",
        "                if False:\n                    for job in jobs:",
        (f"{_SURVIVAL}::test_a_stop_is_heard_between_portions_of_one_text",),
    ),
    Row(
        "F13",
        "goodmem_dyn/_conveniences/order.py",
        '    "PartialChunking": "chunking",\n',
        "",
        ("tests/conveniences/test_shorthands.py",),
    ),
    Row(
        "F15",
        "goodmem_dyn/_conveniences/waiting.py",
        "list(reasons.items())[:TOLD]",
        "list(reasons.items())[:1]",
        (f"{_OUTCOMES}::test_wait_tells_progress_and_all_failures_once",),
    ),
)

HIGH = (
    Row(
        "H1",
        f"{_LOCAL}/_http/model_routes.py",
        "_decode(await read_body(request, MAX_MODEL_BODY_BYTES))",
        "_decode(await read_body(request, 10**12))",
        (f"{_SERVER}::test_a_body_that_says_that_it_is_too_long_is_not_waited_for",),
    ),
    Row(
        "H1",
        f"{_LOCAL}/_http/model_routes.py",
        "            _check_key(instance, request)\n",
        "",
        (f"{_SERVER}::test_the_models_want_a_key",),
    ),
    Row(
        "H2",
        "goodmem_dyn/_wire/targets.py",
        'if not path.startswith("/") or path.startswith("//") or _OUTSIDE.search(target) or _DOTS.search(path):',
        "if False:",
        (f"{_DOCUMENTS}::test_a_request_is_checked_again",),
    ),
    Row(
        "H2",
        "goodmem_dyn/_wire/targets.py",
        "    never = _NEVER.search(path)\n",
        '    return ""\n',
        (f"{_DOCUMENTS}::test_a_path_lies_under_the_address",),
    ),
    Row(
        "H3",
        "goodmem_dyn/_document/budget.py",
        "            self._left -= 1\n",
        "            pass\n",
        (f"{_DOCUMENTS}::test_what_a_document_costs",),
    ),
    Row(
        "H3",
        "goodmem_dyn/_namespaces/explaining.py",
        "seconds = LOOKUP_SECONDS if remaining is None else min(LOOKUP_SECONDS, remaining)",
        "seconds = 1000.0",
        (f"{_ANSWERS}::test_a_look_up_ends_with_the_deadline_of_its_call",),
    ),
    Row(
        "H3",
        "goodmem_dyn/_namespaces/explaining.py",
        "look(core, seconds, LOOKUP_BYTES)",
        "look(core, seconds, 10**12)",
        (f"{_ANSWERS}::test_a_look_up_reads_a_document_of_a_few_mebibytes",),
    ),
    Row(
        "H4",
        "goodmem_dyn/_models/stopping.py",
        'schema["fail_fast"] = True',
        "pass",
        (f"{_ANSWERS}::test_what_a_wrong_answer_costs",),
    ),
    Row(
        "H4",
        "goodmem_dyn/_results/decoder.py",
        "self.largest: int = MAX_JSON_BYTES if is_json else MAX_BODY_BYTES",
        "self.largest: int = MAX_BODY_BYTES",
        (f"{_ANSWERS}::test_json_has_less_room_than_content",),
    ),
    Row(
        "H5",
        f"{_LOCAL}/_state/state.py",
        "row[SECRETS] = self.settings.secrets if row[ROOT] else frozenset()",
        "row[SECRETS] = self.settings.secrets",
        (f"{_SERVER}::test_the_environment_is_roots_and_by_name",),
    ),
    Row(
        "H5",
        f"{_LOCAL}/_providers/wire.py",
        "if name not in allowed:",
        "if False:",
        (f"{_SERVER}::test_the_environment_is_roots_and_by_name",),
    ),
    Row(
        "H6",
        f"{_LOCAL}/_state/globs.py",
        "            star, resumed = at, place\n            at += 1",
        "            return any(matches_glob(pattern[at + 1 :], text[i:]) for i in range(place, len(text) + 1))",
        (f"{_SERVER}::test_what_a_text_costs",),
    ),
    Row(
        "H6",
        f"{_LOCAL}/_search/templates.py",
        "if not isinstance(operand, (int, float)) or abs(operand) > TEMPLATE_NUMBER:",
        "if False:",
        (f"{_SERVER}::test_what_a_template_costs",),
    ),
    Row(
        "H7",
        f"{_LOCAL}/_providers/calls.py",
        "if size > MAX_PROVIDER_BYTES:",
        "if False:",
        (f"{_SERVER}::test_a_provider_s_answer_has_a_size",),
    ),
    Row(
        "H7",
        f"{_LOCAL}/_providers/builtin.py",
        "seen = text[:MODEL_CHARACTERS]",
        "seen = text",
        (f"{_SERVER}::test_what_a_text_costs",),
    ),
    Row(
        "H7",
        f"{_LOCAL}/_processing/apart.py",
        "resource.setrlimit(resource.RLIMIT_AS, (CHILD_BYTES, CHILD_BYTES))",
        "pass",
        (f"{_SERVER}::test_the_process_that_takes_documents_apart_has_limits",),
    ),
    Row(
        "H7",
        f"{_LOCAL}/_processing/recovery.py",
        ">= :most",
        ">= :most + 1000000",
        (f"{_SURVIVAL}::test_what_is_killed_with_the_server_every_time_fails_alone_and_may_be_tried_again",),
    ),
)

MEDIUM = (
    Row(
        "M1",
        f"{_LOCAL}/_providers/calls.py",
        "threading.Timer(seconds, end) if seconds is not None else None",
        "None",
        (f"{_SERVER}::test_a_provider_that_drips_is_out_of_time",),
    ),
    Row(
        "M1",
        f"{_LOCAL}/_http/app.py",
        "anyio.Semaphore(THREADS_OF_ONE_USER)",
        "anyio.Semaphore(1000)",
        (f"{_SERVER}::test_slow_providers_leave_threads_to_others",),
    ),
    Row(
        "M2",
        f"{_LOCAL}/_http/messages.py",
        "MultiPartParser(request.headers, _counted(request, largest),",
        "MultiPartParser(request.headers, request.stream(),",
        (f"{_SERVER}::test_forms_are_counted",),
    ),
    Row(
        "M3",
        "goodmem_dyn/_calls/log.py",
        "        except (ValueError, RecursionError):\n            # The log",
        "        except ValueError:\n            # The log",
        (f"{_ANSWERS}::test_a_log_that_cannot_show_an_answer_leaves_it_out",),
    ),
    Row(
        "M4",
        f"{_LOCAL}/_providers/targets.py",
        "return (mapped or address).is_link_local",
        "return False",
        (f"{_SERVER}::test_what_is_local_to_the_link_is_not_called",),
    ),
    Row(
        "M4",
        f"{_LOCAL}/_operations/ping.py",
        'shown = f": {response.text[:PROVIDER_SHOWN]}" if target.request.is_root else ""',
        'shown = f": {response.text[:PROVIDER_SHOWN]}" if True else ""',
        (f"{_SERVER}::test_only_root_is_shown_what_a_provider_says",),
    ),
    Row(
        "M4",
        f"{_LOCAL}/_operations/model_kinds.py",
        " or header.lower() in _UNUSABLE",
        "",
        (f"{_SERVER}::test_a_key_is_not_sent_in_a_header_of_the_connection",),
    ),
    Row(
        "M5",
        f"{_LOCAL}/_http/guard.py",
        "if not self._is_own(name):",
        "if False:",
        (f"{_SERVER}::test_a_name_that_is_not_its_own_is_refused",),
    ),
    Row(
        "M5",
        f"{_LOCAL}/_http/guard.py",
        'if not is_own and "*" not in self._origins and origin not in self._origins:',
        "if False:",
        (
            f"{_SERVER}::test_a_page_of_another_origin_gets_nothing",
            f"{_SERVER}::test_a_page_cannot_take_the_key_of_a_server_that_is_new",
        ),
    ),
    Row(
        "M6",
        "goodmem_dyn/_bounds.py",
        "DOCUMENT_DEPTH: Final = 128",
        "DOCUMENT_DEPTH: Final = 100_000",
        (f"{_DOCUMENTS}::test_what_a_document_costs",),
    ),
    Row(
        "M7",
        "goodmem_dyn/_transport/connection.py",
        "                gatherer.add(piece)\n",
        "                gatherer._pieces.append(piece)\n",
        (f"{_DOCUMENTS}::test_a_document_by_url_has_a_size",),
    ),
    Row(
        "M7",
        "goodmem_dyn/_transport/connection.py",
        "DOCUMENT_SECONDS), DOCUMENT_BYTES",
        "1000.0), DOCUMENT_BYTES",
        (f"{_DOCUMENTS}::test_a_document_by_url_has_a_time",),
    ),
    Row(
        "M8",
        "goodmem_dyn/_document/bounds.py",
        "if sizes[id(node)] > DOCUMENT_NODES:",
        "if False:",
        (f"{_DOCUMENTS}::test_a_tracked_document_is_no_larger_than_it_is_written",),
    ),
    Row(
        "M9",
        f"{_LOCAL}/_filters/compiling.py",
        "connection.set_progress_handler(work.is_over, _INSTRUCTIONS)",
        "pass",
        (f"{_SERVER}::test_a_filter_over_many_rows_has_a_time",),
    ),
    Row(
        "M9",
        f"{_LOCAL}/_search/templates.py",
        "if time.monotonic() > _local.end:",
        "if False:",
        (f"{_SERVER}::test_what_a_template_costs",),
    ),
    Row(
        "M10",
        f"{_LOCAL}/_http/messages.py",
        "with anyio.fail_after(min(BODY_SECONDS, left)):",
        "with anyio.fail_after(1000):",
        (f"{_SERVER}::test_connections_that_say_nothing_are_closed",),
    ),
    Row(
        "M10",
        f"{_LOCAL}/_http/messages.py",
        "left = began + BODY_SECONDS + size / BODY_RATE - time.monotonic()",
        "left = 1000",
        (f"{_SERVER}::test_a_body_that_drips_is_not_waited_for",),
    ),
    Row(
        "M11",
        "goodmem_dyn/_wire/spellings.py",
        "        _SLASHES + re.escape(char),\n",
        "        re.escape(char),\n",
        (f"{_ANSWERS}::test_a_secret_in_the_json_of_a_request_that_is_echoed_as_text_is_hidden",),
    ),
    Row(
        "M11",
        "goodmem_dyn/_wire/secrets.py",
        "error.request_id = None if error.request_id is None else without(error.request_id, hidden)",
        "pass",
        (f"{_ANSWERS}::test_a_key_that_is_repeated_is_hidden",),
    ),
    Row(
        "M11",
        "goodmem_dyn/_wire/secrets.py",
        "failure.args = tuple(without(part, hidden) if isinstance(part, str) else part for part in failure.args)",
        "pass",
        (f"{_ANSWERS}::test_a_key_as_a_status_line_is_hidden",),
    ),
)

LOW = (
    Row("L1", f"{_LOCAL}/_store/store.py", "path.chmod(0o600)", "pass", (f"{_SERVER}::test_its_files_are_the_owners",)),
    Row(
        "L2",
        f"{_LOCAL}/_store/lock.py",
        'target = path if sys.platform == "linux" else',
        'target = f"{path}-lock" if sys.platform == "linux" else',
        (f"{_SURVIVAL}::test_one_database_one_server_by_the_file",),
    ),
    Row(
        "L3",
        "goodmem_dyn/_transport/settings.py",
        'if name == "localhost" or name.endswith(".localhost"):',
        'if name == "localhost" or name.startswith("127."):',
        (f"{_ANSWERS}::test_only_this_machine_is_this_machine",),
    ),
    Row(
        "L4",
        f"{_LOCAL}/_operations/auth.py",
        'return decoded if base64.b32encode(decoded).decode().rstrip("=").lower() == body else None',
        "return decoded",
        (f"{_SERVER}::test_a_key_has_one_spelling",),
    ),
    Row(
        "L5",
        "goodmem_dyn/_wire/targets.py",
        '        "content-length",\n',
        "",
        (f"{_ANSWERS}::test_headers_of_the_framing_are_refused",),
    ),
    Row(
        "L6",
        f"{_LOCAL}/_contract/validate.py",
        "        _check_depth(value)\n",
        "        pass\n",
        (f"{_SERVER}::test_a_request_that_is_nested_too_deep_is_refused",),
    ),
    Row(
        "L7",
        f"{_LOCAL}/_operations/model_kinds.py",
        "not _TOKEN.fullmatch(header) or ",
        "",
        (f"{_SERVER}::test_a_key_is_not_sent_in_a_header_of_the_connection",),
    ),
    Row(
        "L8",
        f"{_LOCAL}/_http/model_routes.py",
        "except (ApiError, RecursionError) as exc:",
        "except ApiError as exc:",
        (f"{_SERVER}::test_the_routes_beside_the_api_refuse_in_their_own_shape",),
    ),
    Row(
        "L9",
        f"{_LOCAL}/_operations/content.py",
        "\"sandbox; default-src 'none'\"",
        "\"default-src 'none'\"",
        (f"{_SERVER}::test_content_never_runs_as_a_page_of_this_server",),
    ),
    Row(
        "L10",
        f"{_LOCAL}/_http/pages.py",
        "    \"frame-ancestors 'none'\",\n",
        '    "",\n',
        (f"{_SERVER}::test_its_pages_are_framed_by_nobody_and_remember_no_key",),
    ),
    Row(
        "L11",
        f"{_LOCAL}/_state/assumed.py",
        '"user.forbidden_by_email": 404',
        '"user.forbidden_by_email": 403',
        ("tests/local/test_server_auth.py::test_who_has_an_address_is_told_to_nobody",),
    ),
    Row("L12", f"{_LOCAL}/_http/pages.py", "if name in _ASSETS:", "if True:", ("tests/local/test_server_pages.py",)),
    Row(
        "L13",
        "goodmem_dyn/_models/base.py",
        "_hidden(value) if secrets else value",
        "value",
        (f"{_ANSWERS}::test_what_a_server_adds_beside_a_secret_is_masked",),
    ),
    Row(
        "L14",
        "tools/generators/safe_prose.py",
        'return _TARGET.sub(r"\\1\\2#", _TAG.sub("&lt;", text))',
        "return text",
        (f"{_DOCUMENTS}::test_descriptions_run_nothing_on_the_pages_made_of_them",),
    ),
    Row(
        "L15",
        ".github/workflows/track.yml",
        'git apply --index "$CHANGE/change.patch"',
        "make test",
        (f"{_SUPPLY}::test_who_pushes_runs_nothing_of_what_was_fetched",),
    ),
    Row(
        "L16",
        "goodmem_dyn/_document/security.py",
        "if not is_token(name) or name in UNSENT_HEADERS or name in _SPOKEN_FOR:",
        "if False:",
        (f"{_DOCUMENTS}::test_the_header_of_the_key_is_one",),
    ),
    Row(
        "L17",
        "goodmem_dyn/_transport/address.py",
        'if parts.path not in {"", "/"} and path_problem(f"{parts.path.rstrip(\'/\')}/"):',
        "if False:",
        (f"{_ANSWERS}::test_a_base_url_leads_nowhere_else",),
    ),
)

ROWS = (*REPORTS, *FIRST_HOUR, *HIGH, *MEDIUM, *LOW)
