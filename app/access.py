"""Who may do what: pure, one table, asked by every service before it acts.

A page that hides a button protects nothing: the services of `app.history` and `app.review` call
`require` themselves, so that a click, a forged widget and a bug in a page all meet the same rule.
"""

from dataclasses import dataclass
from enum import StrEnum

from ingest.errors import AccessError


class Role(StrEnum):
    """What a person is here; one person may have several roles."""

    CLINICIAN = "clinician"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    ADMIN = "admin"
    # Somebody on the network while login is off: nothing is kept for him, nobody is told apart.
    GUEST = "guest"


class Action(StrEnum):
    """What a person can do here. `OPEN_` is a page, `OWN_` needs to be the owner as well."""

    ASK = "ask"
    OPEN_HISTORY = "open_history"
    OWN_READ = "read_own_conversation"
    OWN_RENAME = "rename_own_conversation"
    OWN_DELETE = "delete_own_conversation"
    OWN_EXPORT = "export_own_conversation"
    OWN_SUBMIT = "submit_own_answer"
    OPEN_REVIEW = "open_review"
    READ_SUBMISSION = "read_submission"
    EDIT_SUBMISSION = "edit_submission"
    COMMENT = "comment"
    APPROVE = "approve"
    RETURN = "return"
    RECOMPUTE = "recompute"
    OPEN_LIBRARY = "open_library"
    CHANGE_LIBRARY = "change_library"
    PUBLISH = "publish"
    OWN_FEEDBACK = "give_feedback_on_own_answer"
    READ_FEEDBACK = "read_feedback"


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person who has been told apart from others.

    Attributes:
        user_id: As in the records; never a name or an address.
        name: As shown to others.
        roles: What he is.
    """

    user_id: str
    name: str
    roles: frozenset[Role]


PEOPLE = frozenset(Role) - {Role.GUEST}
# Whoever sits at this machine while login is off. The server then listens on loopback alone.
LOCAL = User(user_id="local", name="This machine", roles=PEOPLE)
GUEST = User(user_id="guest", name="Guest", roles=frozenset({Role.GUEST}))

_REVIEWERS = frozenset({Role.REVIEWER})
_EDITORS = frozenset({Role.EDITOR, Role.ADMIN})
_KEEPERS = frozenset({Role.REVIEWER, Role.EDITOR, Role.ADMIN})

ALLOWED: dict[Action, frozenset[Role]] = {
    Action.ASK: frozenset(Role),
    Action.OPEN_HISTORY: PEOPLE,
    Action.OWN_READ: PEOPLE,
    Action.OWN_RENAME: PEOPLE,
    Action.OWN_DELETE: PEOPLE,
    Action.OWN_EXPORT: PEOPLE,
    Action.OWN_SUBMIT: PEOPLE,
    Action.OPEN_REVIEW: _KEEPERS,
    Action.READ_SUBMISSION: _KEEPERS,
    Action.COMMENT: _KEEPERS,
    Action.RECOMPUTE: _KEEPERS,
    Action.EDIT_SUBMISSION: _REVIEWERS,
    Action.APPROVE: _REVIEWERS,
    Action.RETURN: _REVIEWERS,
    Action.OPEN_LIBRARY: _KEEPERS,
    Action.CHANGE_LIBRARY: _EDITORS,
    Action.PUBLISH: _EDITORS,
    Action.OWN_FEEDBACK: PEOPLE,
    Action.READ_FEEDBACK: _KEEPERS,
}
# What nobody may do to another's things, whatever his roles.
OWNED = frozenset(action for action in Action if action.name.startswith("OWN_"))


def may(user: User | None, action: Action, *, owner_id: str | None = None) -> bool:
    """Whether this person may do this.

    Args:
        user: None is nobody: not logged in.
        action: What is to be done.
        owner_id: Whose thing it is done to; needed for what is `OWNED`.
    """
    if user is None or not user.roles & ALLOWED[action]:
        return False
    return action not in OWNED or owner_id == user.user_id


def require(user: User | None, action: Action, *, owner_id: str | None = None) -> User:
    """The person, if he may.

    Raises:
        AccessError: He may not; the message does not tell whether the thing exists.
    """
    if user is None:
        raise AccessError("you are not logged in: log in first")
    if not may(user, action, owner_id=owner_id):
        words = action.value.replace("_", " ")
        raise AccessError(f"you may not do this ({words}): ask whoever gives out the roles here")
    return user
