"""The JSON schema of the Answer is a contract: fields may be added, none may go or change."""

import json
from pathlib import Path

import pytest

from app.models import SCHEMA_VERSION, Answer, Model

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden" / "answer-schema.json"
DOC = ROOT / "docs" / "answer-schema.md"

# DESIGN.md section 7, and issue 2: what programs outside this repository rely on.
PROMISED = {
    "Answer": "id question understood verdict verdicts rule headline positions criteria missing "
    "codes claims notes alternatives references abstention review_status composer snapshot as_of "
    "timings_s error",
    "PositionRow": "doc_id direction basis grade status decides page quote",
    "CriterionRow": "text finding quote",
    "CodeState": "code state",
    "Claim": "text section citations",
    "Citation": "doc_id passage_id page quote char_start char_end",
    "Reference": "number doc_id path kind title publisher year pages",
}


def current() -> dict:
    return Answer.model_json_schema(mode="serialization")


def parts(schema: dict) -> dict:
    """The object types of the schema by name."""
    named = {"Answer": {key: value for key, value in schema.items() if key != "$defs"}}
    return {**schema["$defs"], **named}


def lost(old: dict, new: dict) -> list[str]:
    """What a reader of the old schema would miss or misread in the new one."""
    faults = []
    for name, was in parts(old).items():
        now = parts(new).get(name)
        if now is None:
            faults.append(f"{name} is gone")
            continue
        faults += [
            f"{name} lost the value {x!r}"
            for x in set(was.get("enum", ())) - set(now.get("enum", ()))
        ]
        for field, kind in was.get("properties", {}).items():
            if field not in now.get("properties", {}):
                faults.append(f"{name}.{field} is gone")
            elif _type_of(kind) != _type_of(now["properties"][field]):
                faults.append(f"{name}.{field} has another type")
    return faults


def _type_of(field: dict) -> dict:
    words = ("description", "title", "default", "examples")
    return {key: value for key, value in field.items() if key not in words}


def test_no_field_is_gone_and_none_has_another_type_golden(request) -> None:
    if request.config.getoption("--rewrite-golden"):
        GOLDEN.write_text(json.dumps(current(), indent=2, sort_keys=True) + "\n", encoding="utf-8")
    assert lost(json.loads(GOLDEN.read_text(encoding="utf-8")), current()) == []


def test_the_golden_file_knows_every_field() -> None:
    """A field that is added is written down at once, so that it is guarded from then on."""
    assert lost(current(), json.loads(GOLDEN.read_text(encoding="utf-8"))) == [], (
        "run `make golden`"
    )


@pytest.mark.parametrize(("name", "fields"), PROMISED.items())
def test_the_promised_keys_are_there(name, fields) -> None:
    assert set(fields.split()) <= set(parts(current())[name]["properties"])


@pytest.mark.seeded_regression
@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param(lambda s: s["properties"].pop("rule"), "Answer.rule is gone", id="gone"),
        pytest.param(lambda s: s["$defs"].pop("Claim"), "Claim is gone", id="a type is gone"),
        pytest.param(
            lambda s: s["$defs"]["Citation"]["properties"]["char_start"].update(type="string"),
            "Citation.char_start has another type", id="another type",
        ),
        pytest.param(
            lambda s: s["$defs"]["Verdict"]["enum"].remove("conflicting"),
            "Verdict lost the value 'conflicting'", id="a value is gone",
        ),
    ],
)  # fmt: skip
def test_a_broken_schema_is_noticed(change, fault) -> None:
    broken = current()
    change(broken)
    assert lost(current(), broken) == [fault]


def test_every_object_refuses_unknown_keys() -> None:
    assert Model.model_config["extra"] == "forbid"
    assert Answer.model_fields["schema_version"].default == SCHEMA_VERSION


@pytest.mark.parametrize("name", sorted(parts(current())))
def test_the_page_of_the_schema_names_every_field(name) -> None:
    text = DOC.read_text(encoding="utf-8")
    part = parts(current())[name]
    missing = [field for field in part.get("properties", {}) if f"`{field}`" not in text]
    missing += [value for value in part.get("enum", ()) if f"`{value}`" not in text]
    assert not missing, f"docs/answer-schema.md does not speak of {name}: {missing}"


def test_the_hand_built_answer_goes_round(surfaces) -> None:
    answer = surfaces.rich_answer()
    assert Answer.model_validate_json(answer.model_dump_json()) == answer
