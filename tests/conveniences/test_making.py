"""What a call would lose with its answer is made by the client, and sent again with every repetition."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import httpx

from tests.support.wire import UUID, example

if TYPE_CHECKING:
    from tests.support.both import Both

TOKEN = "gme_token"


class Lossy:
    """Completes enrolments as servers do, and loses its first answers on the way."""

    def __init__(self, lost: int) -> None:
        self.lost, self.bodies = lost, list[dict[str, Any]]()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        self.bodies.append(body)
        if len(self.bodies) > 1 and body != self.bodies[0]:
            return httpx.Response(401, json={"error": "the token is spent"})
        if len(self.bodies) <= self.lost:
            raise httpx.ReadError("lost", request=request)
        made = {"apiKey": example("ApiKeyResponse"), "alreadyCompleted": len(self.bodies) > 1}
        return httpx.Response(200, json=made if "rawApiKey" in body else {**made, "rawApiKey": "gm_server"})


def test_a_lost_answer_loses_no_key(both: Both) -> None:
    server = Lossy(lost=2)
    client = both.against(server, max_retries=2)
    done = both(client.user_enrollments.complete(enrollment_token=TOKEN))
    assert len(server.bodies) == 3
    sent = server.bodies[-1]
    assert sent == {"enrollmentToken": TOKEN, "apiKeyId": sent["apiKeyId"], "rawApiKey": done.raw_api_key}
    assert re.fullmatch(r"gm_[a-z2-7]{26}", done.raw_api_key)
    assert done.already_completed
    assert done.raw_api_key not in repr(done)


def test_what_the_caller_made_is_left_alone(both: Both) -> None:
    server = Lossy(lost=0)
    given = {"api_key_id": UUID, "raw_api_key": "gm_" + "a" * 26}
    done = both(both.against(server).user_enrollments.complete(enrollment_token=TOKEN, **given))
    assert server.bodies == [{"enrollmentToken": TOKEN, "apiKeyId": UUID, "rawApiKey": given["raw_api_key"]}]
    assert done.raw_api_key is None
