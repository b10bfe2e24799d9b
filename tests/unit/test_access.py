"""Who may do what: the whole table, for each role and for nobody."""

import pytest

from app.access import ALLOWED, GUEST, LOCAL, OWNED, Action, Role, User, may, require
from ingest.errors import AccessError

ANY = {"ask"}
PERSON = {
    "open_history",
    "read_own_conversation",
    "rename_own_conversation",
    "delete_own_conversation",
    "export_own_conversation",
    "submit_own_answer",
    "give_feedback_on_own_answer",
}
KEEPER = {
    "open_review",
    "read_submission",
    "comment",
    "recompute",
    "open_library",
    "read_feedback",
}
EDITOR = {"change_library", "publish"}
REVIEWER = {"edit_submission", "approve", "return"}

# Written out, so that a changed rule has to be changed twice.
TABLE = {
    Role.GUEST: ANY,
    Role.CLINICIAN: ANY | PERSON,
    Role.EDITOR: ANY | PERSON | KEEPER | EDITOR,
    Role.REVIEWER: ANY | PERSON | KEEPER | REVIEWER,
    Role.ADMIN: ANY | PERSON | KEEPER | EDITOR,
}


def person(*roles: Role, user_id: str = "u1") -> User:
    return User(user_id=user_id, name="A", roles=frozenset(roles))


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", Role)
def test_each_role_may_do_what_the_table_says_and_nothing_else(role, action) -> None:
    assert may(person(role), action, owner_id="u1") is (action.value in TABLE[role])


@pytest.mark.parametrize("action", Action)
def test_nobody_may_do_anything(action) -> None:
    assert not may(None, action, owner_id="u1")
    with pytest.raises(AccessError, match="not logged in"):
        require(None, action, owner_id="u1")


@pytest.mark.parametrize("action", Action)
def test_a_person_without_a_role_may_do_nothing(action) -> None:
    assert not may(person(), action, owner_id="u1")


@pytest.mark.parametrize("action", sorted(OWNED))
@pytest.mark.parametrize("owner_id", ["u2", "", None])
def test_all_roles_together_do_not_open_what_another_owns(action, owner_id) -> None:
    everything = person(*Role)
    assert not may(everything, action, owner_id=owner_id)
    with pytest.raises(AccessError):
        require(everything, action, owner_id=owner_id)


def test_several_roles_add_up() -> None:
    assert may(person(Role.CLINICIAN, Role.REVIEWER), Action.APPROVE)


def test_every_action_has_a_rule() -> None:
    assert set(ALLOWED) == set(Action)


def test_who_sits_at_the_machine_is_every_role_and_a_guest_is_none() -> None:
    assert LOCAL.roles == frozenset(Role) - {Role.GUEST}
    assert not any(may(GUEST, action, owner_id="guest") for action in Action if action != "ask")


def test_a_refusal_names_the_action_and_a_way_on() -> None:
    with pytest.raises(AccessError, match=r"\(approve\): ask whoever"):
        require(person(Role.CLINICIAN), Action.APPROVE)
