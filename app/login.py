"""Login, pure: who a set of claims is, what he may do, and where the pages may listen.

Streamlit carries out OpenID Connect (`st.login`): it checks the provider's signature and keeps the
claims in a signed cookie. What they mean here is decided here, at every run of a page.
"""

import ipaddress
import tomllib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from app.access import Role
from ingest.errors import SettingsError

if TYPE_CHECKING:
    from ingest.settings import Settings

Claims = Mapping[str, object]

ANYBODY = "*"
_LOOPBACK_NAMES = frozenset({"localhost", "localhost.localdomain", "ip6-localhost"})
_CALLBACK = "/oauth2callback"  # Streamlit's own address; a provider sends people back there


def is_on(settings: "Settings") -> bool:
    """Whether people log in."""
    return settings.oidc_metadata_url is not None


def is_loopback(address: str | None) -> bool:
    """Whether only this machine reaches what listens there; no address at all is every address."""
    if not address:
        return False
    if address.lower() in _LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return False


def check_listening(address: str | None, settings: "Settings") -> None:
    """Refuse to be reached from elsewhere while nobody has to log in, unless told so explicitly.

    Raises:
        SettingsError: Login is off and others could reach the pages.
    """
    if is_on(settings) or settings.without_login or is_loopback(address):
        return
    raise SettingsError(
        f"login is off and {address or 'every address'} can be reached from elsewhere: set up "
        "login (docs/login.md), listen on 127.0.0.1, or say --without-login"
    )


def subject_of(claims: Claims) -> str:
    """Issuer and subject: what names an account for good. "" where the claims name none."""
    issuer, subject = claims.get("iss"), claims.get("sub")
    if not (isinstance(issuer, str) and isinstance(subject, str) and issuer and subject):
        return ""
    return f"{issuer}\n{subject}"


def name_of(claims: Claims) -> str:
    """The name that others see, on one line."""
    for key in ("name", "preferred_username", "email", "sub"):
        value = claims.get(key)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())[:80]
    return "Somebody"


def is_current(claims: Claims, now: datetime, max_hours: float) -> bool:
    """Whether the login is young enough; Streamlit's own cookie lasts 30 days."""
    issued = claims.get("iat")
    if not isinstance(issued, int | float) or isinstance(issued, bool):
        return False
    try:
        at = datetime.fromtimestamp(issued, UTC)
    except (OverflowError, OSError, ValueError):
        return False
    # A provider's clock may be a little ahead of ours.
    return at - timedelta(minutes=5) <= now < at + timedelta(hours=max_hours)


def roles_of(claims: Claims, settings: "Settings") -> frozenset[Role]:
    """What a person is, by the claim of the provider and by the lists of the settings together."""
    said = {f"{value}" for value in _claim(claims, settings.role_claim)}
    by_claim = {role for role in _NAMED if f"{settings.role_prefix}{role.value}" in said}
    names = _own_names(claims)
    lists = {
        Role.CLINICIAN: settings.clinicians,
        Role.EDITOR: settings.editors,
        Role.REVIEWER: settings.reviewers,
        Role.ADMIN: settings.admins,
    }
    by_list = {
        role for role, listed in lists.items() if names & {name.casefold() for name in listed}
    }
    # Anybody who logs in may be let in to ask; never to more.
    anybody = {Role.CLINICIAN} if ANYBODY in settings.clinicians else set()
    return frozenset(by_claim | by_list | anybody)


_NAMED = (Role.CLINICIAN, Role.EDITOR, Role.REVIEWER, Role.ADMIN)


def _own_names(claims: Claims) -> set[str]:
    """By what a list may name a person: the subject, and an address that the provider verified."""
    names = set()
    subject, email = claims.get("sub"), claims.get("email")
    if isinstance(subject, str) and subject:
        names.add(subject.casefold())
    if isinstance(email, str) and email and claims.get("email_verified") is True:
        names.add(email.casefold())
    return names - {ANYBODY}


def _claim(claims: Claims, path: str) -> Iterable[object]:
    """Values of a claim; "realm_access.roles" goes into a claim of claims."""
    value: object = claims
    for name in path.split("."):
        if not isinstance(value, Mapping):
            return ()
        value = value.get(name)
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list | tuple) else ()


def secrets_toml(settings: "Settings", cookie_secret: str) -> str:
    """What Streamlit reads as its secrets, for `st.login`.

    Raises:
        SettingsError: A setting of the login is missing or does not fit.
    """
    missing = [
        name
        for name in ("oidc_client_id", "oidc_client_secret", "oidc_redirect_uri")
        if getattr(settings, name) is None
    ]
    if missing:
        names = ", ".join(f"GUIDELINE_QA_{name.upper()}" for name in missing)
        raise SettingsError(f"login needs {names}: set them (docs/login.md)")
    redirect = str(settings.oidc_redirect_uri)
    if not redirect.endswith(_CALLBACK):
        raise SettingsError(f"GUIDELINE_QA_OIDC_REDIRECT_URI must end in {_CALLBACK}")
    secret = settings.oidc_client_secret
    values = {
        "redirect_uri": redirect,
        "cookie_secret": cookie_secret,
        "client_id": str(settings.oidc_client_id),
        "client_secret": secret.get_secret_value() if secret else "",
        "server_metadata_url": str(settings.oidc_metadata_url),
    }
    lines = ["[auth]", *(f"{name} = {_quoted(value)}" for name, value in values.items())]
    text = "\n".join(lines) + "\n"
    if tomllib.loads(text)["auth"] != values:
        raise SettingsError("a setting of the login holds a character that it cannot hold")
    return text


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
