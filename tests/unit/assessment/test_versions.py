from __future__ import annotations

import json
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eucles_desk.assessment.changes import Part
from eucles_desk.assessment.fields import ABSENT, canonical
from eucles_desk.assessment.terms import Step
from eucles_desk.assessment.versions import (
    HIGHEST,
    MOST_KEY,
    NEVER,
    Register,
    Version,
    Versions,
    replica_name,
    unsigned,
    versions_from_data,
    versions_to_data,
)
from eucles_desk.errors import InvalidPackageError, NewerPackageError

ONE = NEVER.written("a", 1, '"one"')


@st.composite
def registers(draw: st.DrawFn) -> tuple[Register, ...]:
    """Make three registers of one field as three computers have them that write and hand over at random."""
    base = unsigned(draw(st.sampled_from(['"base"', '"other"'])))
    found = [draw(st.sampled_from([NEVER, base])) for _ in range(3)]
    counters = [0, 0, 0]
    for _ in range(draw(st.integers(0, 8))):
        who, other = draw(st.integers(0, 2)), draw(st.integers(0, 2))
        if draw(st.booleans()):
            counters[who] += 1
            text = draw(st.sampled_from(['"one"', '"two"', "3", ABSENT]))
            found[who] = found[who].written(f"r{who}", counters[who], text)
        else:
            found[who] = found[who].joined(found[other])
    return tuple(found)


@settings(max_examples=100)
@given(registers())
def test_joining_is_the_same_in_any_order_and_as_often_as_it_is_done(found: tuple[Register, ...]) -> None:
    one, two, three = found

    assert one.joined(two) == two.joined(one)
    assert one.joined(two).joined(three) == one.joined(two.joined(three))
    assert one.joined(one) == one
    assert one.joined(two).joined(two) == one.joined(two)


def test_what_was_written_with_knowledge_of_the_other_replaces_it() -> None:
    later = ONE.written("b", 1, '"two"')

    assert ONE.joined(later).texts == {'"two"'}
    assert later.joined(ONE).texts == {'"two"'}


def test_what_two_wrote_without_knowing_of_each_other_stays_both() -> None:
    base = unsigned('"base"')
    both = base.written("a", 1, '"one"').joined(base.written("b", 7, '"two"'))

    assert both.texts == {'"one"', '"two"'}
    assert both.written("a", 2, '"three"').joined(both).texts == {'"three"'}


def test_a_value_is_shown_before_its_removal_and_the_step_furthest_along_first() -> None:
    removed = ONE.joined(NEVER.written("b", 9, ABSENT))
    steps = NEVER.written("a", 9, canonical(Step.SCORING)).joined(NEVER.written("b", 1, canonical(Step.FACT_CHECK)))

    assert removed.shown(Part.FACT) == Version(1, "a", '"one"')
    assert steps.shown(Part.STEP) == Version(1, "b", '"fact_check"')


def test_registers_that_deny_each_other_keep_what_both_have() -> None:
    mine = Register((Version(1, "a", '"x"'),), MappingProxyType({"a": 1, "b": 9}))
    theirs = Register((Version(1, "b", '"y"'),), MappingProxyType({"a": 9, "b": 1}))

    assert mine.joined(theirs).texts == {'"x"', '"y"'}


def test_a_computer_that_went_back_to_an_earlier_state_writes_under_a_new_name() -> None:
    before = NEVER.written("a", 5, '"x"')
    after = NEVER.written(replica_name("a", 7), 8, '"y"')

    assert replica_name("a", 0) == "a"
    assert before.joined(after).texts == {'"x"', '"y"'}
    found = Versions(MappingProxyType({(Part.FACT, "f"): MappingProxyType({"=": before.joined(after)})}))
    assert found.furthest("a") == 8


@given(registers())
def test_registers_come_back_from_a_package_as_they_were(found: tuple[Register, ...]) -> None:
    places = {(Part.JUDGEMENT, f"seat/{n}"): MappingProxyType({".level": one}) for n, one in enumerate(found)}
    versions = Versions(MappingProxyType(places))

    assert versions_from_data(json.loads(json.dumps(versions_to_data(versions)))) == versions


def test_parts_of_a_later_version_and_private_notes_are_left_out() -> None:
    data = _data()
    data["parts"] += [{"part": name, "key": "2.5", "fields": {}} for name in ("of_later", "private_note")]

    assert set(versions_from_data(data).parts) == {(Part.FACT, "f")}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ((), []),
        (("format",), "other"),
        (("version",), True),
        (("parts",), {}),
        (("parts", 0, "part"), 7),
        (("parts", 0, "key"), "x" * (MOST_KEY + 1)),
        (("parts", 0, "fields"), []),
        (("parts", 0, "fields", "="), None),
        (("parts", 0, "fields", "=", "versions"), {}),
        (("parts", 0, "fields", "=", "versions", 0, "by"), "a b"),
        (("parts", 0, "fields", "=", "versions", 0, "by"), 7),
        (("parts", 0, "fields", "=", "versions", 0, "at"), -1),
        (("parts", 0, "fields", "=", "versions", 0, "at"), 1.0),
        (("parts", 0, "fields", "=", "versions", 0, "at"), HIGHEST + 1),
        (("parts", 0, "fields", "=", "versions", 0, "at"), 2),
        (("parts", 0, "fields", "=", "versions", 0, "value"), float("nan")),
        (("parts", 0, "fields", "=", "versions", 0, "value"), "\ud800"),
        (("parts", 0, "fields", "=", "context"), []),
        (("parts", 0, "fields", "=", "context", "a"), True),
        (("parts", 0, "fields", "=", "context"), {f"r{n}": 1 for n in range(1_001)}),
        (("parts", 0, "fields", "=", "versions"), [{"by": f"r{n}", "at": 1} for n in range(101)]),
    ],
)
def test_what_is_no_register_is_refused_in_one_sentence(path: tuple[Any, ...], value: object) -> None:
    data: Any = {"whole": _data()}
    target = data
    for step in ("whole", *path)[:-1]:
        target = target[step]
    target[("whole", *path)[-1]] = value

    with pytest.raises(InvalidPackageError, match="who wrote what cannot be read"):
        versions_from_data(data["whole"])


def test_the_same_part_twice_is_refused() -> None:
    data = _data()
    data["parts"] *= 2

    with pytest.raises(InvalidPackageError):
        versions_from_data(data)


def test_registers_of_a_newer_version_name_the_cause() -> None:
    with pytest.raises(NewerPackageError, match="newer version"):
        versions_from_data(_data() | {"version": 2})


def _data() -> dict[str, Any]:
    return versions_to_data(Versions(MappingProxyType({(Part.FACT, "f"): MappingProxyType({"=": ONE})})))
