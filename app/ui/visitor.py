"""Who sits before the page. Asked anew at every run: nothing that a browser sends decides it."""

from datetime import UTC, datetime

import streamlit as st

from app.access import GUEST, LOCAL, User
from app.login import (
    Claims,
    check_listening,
    is_current,
    is_loopback,
    is_on,
    name_of,
    roles_of,
    subject_of,
)
from app.records import account_of
from app.ui.service import shared_records, shared_settings
from ingest.errors import SettingsError, StorageError
from ingest.settings import Settings

# Headers by which a proxy tells that somebody else is behind it.
_OF_PROXIES = ("X-Forwarded-For", "Forwarded", "X-Real-Ip")


def current_user() -> User | None:
    """The person, None where nobody is logged in.

    Raises:
        SettingsError: Login is off and others could reach the pages.
        AuditKeyError: The key by which people are told apart cannot be used.
    """
    return identify(shared_settings())


def identify(settings: Settings) -> User | None:
    """Who it is; the tests put somebody else here."""
    if is_on(settings):
        return _logged_in(settings, claims())
    address = st.get_option("server.address")
    if not settings.without_login:
        check_listening(address, settings)
        if _is_behind_proxy():
            raise SettingsError(
                "login is off and this request came through a proxy: set up login (docs/login.md)"
            )
        return LOCAL
    return LOCAL if is_loopback(address) and not _is_behind_proxy() else GUEST


def claims() -> Claims | None:
    """What the provider says of the person; None where nobody is logged in."""
    if not st.user.get("is_logged_in", False):
        return None
    return st.user.to_dict()


def _logged_in(settings: Settings, said: Claims | None) -> User | None:
    if said is None or not is_current(said, datetime.now(UTC), settings.login_max_hours):
        return None
    if not (subject := subject_of(said)):
        return None
    user = User(
        user_id=account_of(settings, subject), name=name_of(said), roles=roles_of(said, settings)
    )
    _note_name(user, subject)
    return user


def _note_name(user: User, subject: str) -> None:
    """Keep the name that others see, once a session; who it is does not hang on the database."""
    if st.session_state.get("noted_name") == (user.user_id, user.name):
        return
    try:
        with shared_records().writing() as at:
            at.people.note(subject, user.name)
    except StorageError:
        return
    st.session_state["noted_name"] = (user.user_id, user.name)


def _is_behind_proxy() -> bool:
    return any(st.context.headers.get(name) for name in _OF_PROXIES)
