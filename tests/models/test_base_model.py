"""The base model: tolerant of what a newer server sends, exact in what it sends back, silent about secrets."""

from __future__ import annotations

import base64
import copy
import json
import logging
import math
import pickle
from typing import Annotated, Any, Optional

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from pydantic import Field, TypeAdapter, ValidationError

from goodmem_dyn._models.base import Model, to_wire
from goodmem_dyn._models.strings import Base64, Base64Text, Secret, StrEnum
from goodmem_dyn._wire.secrets import MASK


class Colour(StrEnum):
    RED = "red"
    DARK_BLUE = "dark-blue"


class Part(Model):
    part_id: Annotated[str, Field(alias="partId")]
    colour: Colour | None = None
    inline_secret: Annotated[Secret | None, Field(alias="inlineSecret")] = None


class Whole(Model):
    name: str
    raw_key: Annotated[Optional[Secret], Field(alias="rawKey")] = None  # noqa: UP045 - both spellings occur
    pass_word: Annotated[Secret, Field(alias="passWord")] = ""
    content: Base64 | None = None
    content_b64: Annotated[Base64Text | None, Field(alias="contentB64")] = None
    model_id: Annotated[str | None, Field(alias="modelId")] = None
    parts: list[Part] | None = None
    by_name: Annotated[dict[str, Part] | None, Field(alias="byName")] = None
    metadata: dict[str, Any] | None = None


SECRET = "gm_do_not_show_me"


@pytest.fixture
def whole() -> Whole:
    return Whole.model_validate_json(
        json.dumps(
            {
                "name": "n",
                "rawKey": SECRET,
                "passWord": SECRET,
                "content": "+/8=",
                "parts": [{"partId": "1", "colour": "red", "inlineSecret": SECRET}],
                "byName": {"a": {"partId": "2", "colour": "mauve", "inlineSecret": SECRET}},
                "newField": {"a": [1, None]},
            }
        )
    )


# Open enumerations


def test_a_known_value_is_the_member() -> None:
    assert Colour("red") is Colour.RED
    assert Colour.RED.is_known
    assert repr(Colour.DARK_BLUE) == "Colour.DARK_BLUE"


@given(st.text())
@example("dark-blue")
def test_any_string_is_a_value_and_stays_that_string(text: str) -> None:
    value = Colour(text)
    assert isinstance(value, Colour)
    assert value == text
    assert text == value
    assert hash(value) == hash(text)
    assert {text: 1}[value] == 1
    assert str(value) == f"{value}" == value.value == text
    assert json.loads(json.dumps([value])) == [text]
    assert value.is_known == (text in {"red", "dark-blue"})
    for twin in (pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)):
        assert twin == value
        assert type(twin) is Colour
    adapter = TypeAdapter(Colour)
    for parsed in (adapter.validate_json(json.dumps(text)), adapter.validate_python(text)):
        assert type(parsed) is Colour
        assert parsed == text
    assert json.loads(adapter.dump_json(value)) == text
    assert adapter.dump_python(value, mode="json") == text


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_members_survive_every_pickle_protocol(protocol: int) -> None:
    assert pickle.loads(pickle.dumps(Colour.RED, protocol)) is Colour.RED
    assert pickle.loads(pickle.dumps(Colour("new"), protocol)) == "new"


def test_an_unknown_value_says_so_and_is_not_kept() -> None:
    before = len(Colour._value2member_map_), len(Colour)
    values = [Colour(f"new {number}") for number in range(100)]
    assert not any(value.is_known for value in values)
    assert (len(Colour._value2member_map_), len(Colour)) == before
    assert repr(values[0]) == "Colour('new 0')"
    assert values[0] != values[1]
    assert values[0] == Colour("new 0")


@pytest.mark.parametrize("value", [None, 1, ["red"], {}])
def test_what_is_no_string_is_no_value(value: Any) -> None:
    with pytest.raises(ValueError, match=r"is not a valid Colour|unhashable"):
        Colour(value)
    with pytest.raises(ValidationError):
        TypeAdapter(Colour).validate_python(value)


# Tolerance


def test_unknown_fields_are_kept_and_come_back(whole: Whole) -> None:
    assert whole.newField == {"a": [1, None]}  # type: ignore[attr-defined]
    assert whole.model_extra == {"newField": {"a": [1, None]}}
    assert json.loads(whole.model_dump_json(by_alias=True))["newField"] == {"a": [1, None]}


def test_both_spellings_are_accepted() -> None:
    assert Part(part_id="1") == Part(partId="1") == Part.model_validate({"part_id": "1"})  # type: ignore[call-arg]


def test_an_optional_field_may_be_null_or_absent() -> None:
    for text in ('{"name": "n"}', '{"name": "n", "content": null, "rawKey": null, "parts": null, "metadata": null}'):
        made = Whole.model_validate_json(text)
        assert (made.content, made.raw_key, made.parts, made.metadata) == (None, None, None, None)


def test_a_wrong_type_is_an_error_that_does_not_quote_the_input() -> None:
    with pytest.raises(ValidationError) as raised:
        Whole.model_validate_json(json.dumps({"rawKey": [SECRET], "parts": [{"inlineSecret": {"x": SECRET}}]}))
    text = str(raised.value)
    assert "rawKey" in text
    assert "parts.0.partId" in text
    assert SECRET not in text
    assert SECRET not in repr(raised.value)


# Base64


@given(st.binary())
def test_bytes_arrive_in_either_alphabet_padded_or_not(data: bytes) -> None:
    standard, urlsafe = base64.b64encode(data).decode(), base64.urlsafe_b64encode(data).decode()
    for text in (standard, urlsafe, urlsafe.rstrip("="), standard.rstrip("=")):
        assert Whole.model_validate_json(json.dumps({"name": "n", "content": text})).content == data
        assert Whole.model_validate({"name": "n", "content": text}).content == data
    made = Whole(name="n", content=data)
    assert made.content == data
    assert json.loads(made.model_dump_json())["content"] == standard
    assert made.model_dump(mode="json")["content"] == standard
    assert made.model_dump()["content"] == standard
    assert to_wire(made)["content"] == standard


@given(st.binary())
def test_base64_text_to_send_may_be_given_as_bytes(data: bytes) -> None:
    text = base64.b64encode(data).decode()
    for value in (text, data, bytearray(data), memoryview(data)):
        made = Whole.model_validate({"name": "n", "contentB64": value})
        assert made.content_b64 == text
        assert to_wire(made) == {"name": "n", "contentB64": text}
    # What it says is checked when it is sent.
    assert Whole.model_validate({"name": "n", "contentB64": "no base64!"}).content_b64 == "no base64!"


@pytest.mark.parametrize("text", ["a", "a b=", "ä", "aGk=\n!", "%%%%"])
def test_what_is_not_base64_is_an_error(text: str) -> None:
    with pytest.raises(ValidationError):
        Whole.model_validate({"name": "n", "content": text})
    with pytest.raises(ValidationError):
        Whole.model_validate_json(json.dumps({"name": "n", "content": text}))


@pytest.mark.parametrize("value", [1, ["x"], {}])
def test_what_cannot_be_bytes_is_an_error(value: Any) -> None:
    with pytest.raises(ValidationError):
        Whole.model_validate({"name": "n", "content": value})


# Secrets


def test_a_secret_is_an_ordinary_string_to_read(whole: Whole) -> None:
    assert type(whole.raw_key) is str
    assert whole.raw_key == SECRET
    assert whole.parts is not None
    assert whole.parts[0].inline_secret == SECRET


def test_a_secret_is_shown_nowhere(whole: Whole, caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("test").warning("%s %r", whole, whole)
    shown = [repr(whole), str(whole), f"{whole}", repr([whole]), caplog.text]
    shown += [repr(whole.model_dump()), whole.model_dump_json(), repr(whole.model_dump(mode="json", by_alias=True))]
    shown += [repr(list(whole.__rich_repr__())), repr(list(whole.__repr_args__()))]
    shown += [repr(whole.model_dump(context={"secrets": "please"})), repr(whole.model_dump(context=7))]  # type: ignore[arg-type]
    for text in shown:
        assert SECRET not in text
        assert MASK in text or text == caplog.text


def test_secrets_are_dumped_to_who_asks_for_them(whole: Whole) -> None:
    context = {"secrets": True}
    for dumped in (
        whole.model_dump(context=context, by_alias=True),
        json.loads(whole.model_dump_json(context=context, by_alias=True)),
        whole.model_dump(mode="json", context=context, by_alias=True),
    ):
        assert dumped["rawKey"] == dumped["passWord"] == SECRET
        assert dumped["parts"][0]["inlineSecret"] == dumped["byName"]["a"]["inlineSecret"] == SECRET


def test_a_secret_that_is_not_there_is_not_masked() -> None:
    assert Whole(name="n", rawKey=None).model_dump()["raw_key"] is None  # type: ignore[call-arg]
    assert MASK not in repr(Whole(name="n", rawKey=None))  # type: ignore[call-arg]
    assert MASK not in repr(Whole(name="n"))


# repr


def test_repr_shows_the_fields_that_were_set_and_the_unknown_ones(whole: Whole) -> None:
    assert repr(Whole(name="n", modelId="m", unheardOf=1)) == "Whole(name='n', model_id='m', unheardOf=1)"  # type: ignore[call-arg]
    assert repr(Part(part_id="1", colour=Colour("teal"))) == "Part(part_id='1', colour=Colour('teal'))"  # type: ignore[call-arg]


def test_repr_stays_short_whatever_is_inside() -> None:
    big = Whole(
        name="x" * 10_000,
        content=b"y" * 10_000,
        parts=[Part(part_id=str(number)) for number in range(1000)],  # type: ignore[call-arg]
        metadata={str(number): "z" * 1000 for number in range(1000)},
        more="w" * 10_000,  # type: ignore[call-arg]
    )
    text = repr(big)
    assert len(text) < 1500
    assert "(10,000 characters)" in text
    assert "<10,000 bytes>" in text
    assert "Part(part_id='5')" in text


# Being an ordinary object


def test_models_compare_pickle_and_copy(whole: Whole) -> None:
    twins = [copy.deepcopy(whole), copy.deepcopy(whole), copy.copy(whole), whole.model_copy(deep=True)]
    for twin in twins:
        assert twin == whole
        assert to_wire(twin) == to_wire(whole)
    twins[1].parts[0].colour = Colour.DARK_BLUE
    assert twins[1] != whole
    assert whole != Part(part_id="1")  # type: ignore[call-arg]
    plain = Part.model_validate({"partId": "1", "colour": "teal", "new": [1]})
    assert pickle.loads(pickle.dumps(plain)) == plain


def test_a_pickle_holds_no_secret_and_what_comes_out_sends_none(whole: Whole) -> None:
    data = pickle.dumps(whole)
    assert SECRET.encode() not in data
    again = pickle.loads(data)
    assert (again.raw_key, again.parts[0].inline_secret) == (MASK, MASK)
    assert MASK not in json.dumps(to_wire(again))
    assert again.parts[0].part_id == "1"
    assert whole.raw_key == SECRET


# The wire


def test_the_wire_form_is_what_was_set_under_its_wire_names(whole: Whole) -> None:
    assert to_wire(whole) == {
        "name": "n",
        "rawKey": SECRET,
        "passWord": SECRET,
        "content": "+/8=",
        "parts": [{"partId": "1", "colour": "red", "inlineSecret": SECRET}],
        "byName": {"a": {"partId": "2", "colour": "mauve", "inlineSecret": SECRET}},
        "newField": {"a": [1, None]},
    }


def test_the_wire_form_tells_unset_from_null() -> None:
    assert to_wire(Whole(name="n")) == {"name": "n"}
    assert to_wire(Whole(name="n", content=None)) == {"name": "n", "content": None}
    made = Whole(name="n")
    made.model_id = "later"
    made.unheardOf = 1  # type: ignore[attr-defined]
    assert to_wire(made) == {"name": "n", "modelId": "later", "unheardOf": 1}


def test_the_wire_form_is_plain() -> None:
    made = Whole(name="n", metadata={"e": Colour.RED, "u": Colour("new"), "t": (1, b"hi"), "m": Part(part_id="1")})  # type: ignore[call-arg]
    wire = to_wire(made)
    assert wire["metadata"] == {"e": "red", "u": "new", "t": [1, "aGk="], "m": {"partId": "1"}}
    assert [type(wire["metadata"][key]) for key in "eu"] == [str, str]


def test_the_wire_form_passes_on_what_json_lacks_for_the_checker_to_judge() -> None:
    marker = object()
    wire = to_wire(Whole(name="n", metadata={"x": marker, "nan": math.nan}))
    assert wire["metadata"]["x"] is marker
    assert math.isnan(wire["metadata"]["nan"])


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(), children, max_size=3),
    max_leaves=8,
)


@given(st.text(), st.dictionaries(st.text(min_size=1), JSON_VALUES, max_size=4), JSON_VALUES)
def test_whatever_a_server_adds_comes_back_unchanged(name: str, extra: dict[str, Any], metadata: Any) -> None:
    sent = {**extra, "name": name, "metadata": {"x": metadata}, "parts": [{**extra, "partId": name, "colour": name}]}
    known = {*Whole.model_fields, *Part.model_fields, *(field.alias for field in Whole.model_fields.values())}
    known |= {field.alias for field in Part.model_fields.values()}
    assume(not known & extra.keys())
    made = Whole.model_validate_json(json.dumps(sent))
    assert json.loads(made.model_dump_json(by_alias=True, exclude_unset=True, context={"secrets": True})) == sent
    assert to_wire(made) == sent


def test_no_cache_grows_with_what_is_sent() -> None:
    from goodmem_dyn._models import base

    for cache in (base._secret_fields, base._wire_names):
        assert cache.cache_info().maxsize is not None
