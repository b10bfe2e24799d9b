"""Login, pure: claims to roles, the age of a login, and where the pages may listen."""

import tomllib
from datetime import UTC, datetime, timedelta

import pytest

from app.access import Role
from app.login import (
    check_listening,
    is_current,
    is_loopback,
    name_of,
    roles_of,
    secrets_toml,
    subject_of,
)
from ingest.errors import SettingsError
from ingest.settings import Settings

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
METADATA = "https://id.example.org/.well-known/openid-configuration"
CLIENT = {
    "oidc_metadata_url": METADATA,
    "oidc_client_id": "pages",
    "oidc_client_secret": "s3cret",
    "oidc_redirect_uri": "https://qa.example.org/oauth2callback",
}


def roles(claims, **settings):
    return {role.value for role in roles_of(claims, Settings(**settings))}


@pytest.mark.parametrize(
    ("claims", "settings", "expected"),
    [
        pytest.param({}, {}, set(), id="nothing gives nothing"),
        pytest.param({"roles": ["reviewer"]}, {}, {"reviewer"}, id="by claim"),
        pytest.param({"roles": "editor"}, {}, {"editor"}, id="a claim of one"),
        pytest.param({"roles": ["Reviewer", "root", "guest"]}, {}, set(), id="others are none"),
        pytest.param({"roles": ["reviewer"]}, {"role_prefix": "gq-"}, set(), id="without prefix"),
        pytest.param({"roles": ["gq-admin"]}, {"role_prefix": "gq-"}, {"admin"}, id="with prefix"),
        pytest.param(
            {"realm_access": {"roles": ["editor"]}},
            {"role_claim": "realm_access.roles"},
            {"editor"},
            id="a claim in a claim",
        ),
        pytest.param(
            {"realm_access": "x"}, {"role_claim": "realm_access.roles"}, set(), id="no such claim"
        ),
        pytest.param({"roles": {"reviewer": True}}, {}, set(), id="a claim of another shape"),
        pytest.param({"sub": "u1"}, {"reviewers": "u1, u2"}, {"reviewer"}, id="by subject"),
        pytest.param(
            {"email": "A@x.example", "email_verified": True},
            {"clinicians": "a@X.example", "admins": "a@x.example"},
            {"clinician", "admin"},
            id="by verified address, in any case",
        ),
        pytest.param({"email": "a@x.example"}, {"admins": "a@x.example"}, set(), id="unverified"),
        pytest.param(
            {"email": "a@x.example", "email_verified": "true"},
            {"admins": "a@x.example"},
            set(),
            id="verified in words alone",
        ),
        pytest.param({"sub": "u9"}, {"clinicians": "*"}, {"clinician"}, id="anybody may ask"),
        pytest.param(
            {"sub": "u9"},
            {"reviewers": "*", "admins": "*", "editors": "*"},
            set(),
            id="and no more",
        ),
        pytest.param({"sub": "*"}, {"reviewers": "*"}, set(), id="who is called * is not anybody"),
        pytest.param(
            {"roles": ["clinician"], "sub": "u1"},
            {"reviewers": "u1"},
            {"clinician", "reviewer"},
            id="both add up",
        ),
    ],
)
def test_roles_come_from_claim_and_lists(claims, settings, expected) -> None:
    assert roles(claims, **settings) == expected


def test_nobody_becomes_a_guest_by_a_claim() -> None:
    assert Role.GUEST not in roles_of({"roles": list(Role)}, Settings())


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({"iss": "https://id", "sub": "u1"}, "https://id\nu1"),
        ({"iss": "https://id"}, ""),
        ({"sub": "u1"}, ""),
        ({"iss": "", "sub": "u1"}, ""),
        ({"iss": "https://id", "sub": 7}, ""),
    ],
)
def test_an_account_is_issuer_and_subject(claims, expected) -> None:
    assert subject_of(claims) == expected


@pytest.mark.parametrize(
    ("issued", "current"),
    [
        pytest.param(NOW, True, id="just now"),
        pytest.param(NOW - timedelta(hours=11.9), True, id="this morning"),
        pytest.param(NOW - timedelta(hours=12.1), False, id="too long ago"),
        pytest.param(NOW + timedelta(minutes=4), True, id="a clock a little ahead"),
        pytest.param(NOW + timedelta(hours=1), False, id="in the future"),
    ],
)
def test_a_login_gets_old(issued, current) -> None:
    assert is_current({"iat": int(issued.timestamp())}, NOW, 12) is current


@pytest.mark.parametrize("value", [None, "1", True, float("inf"), 1e30])
def test_a_login_without_its_time_is_none(value) -> None:
    assert not is_current({"iat": value} if value is not None else {}, NOW, 12)


def test_a_name_is_one_line_and_never_empty() -> None:
    assert name_of({"name": " Ann\n Asker ", "email": "x"}) == "Ann Asker"
    assert name_of({"name": "", "email": "a@x"}) == "a@x"
    assert name_of({}) == "Somebody"
    assert len(name_of({"name": "x" * 500})) == 80


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("127.0.0.1", True), ("127.8.9.1", True), ("localhost", True), ("LOCALHOST", True),
        ("::1", True), ("[::1]", True), ("0.0.0.0", False), ("::", False), ("", False),  # noqa: S104
        (None, False), ("10.0.0.7", False), ("192.168.1.2", False), ("qa.example.org", False),
        ("127.0.0.1.example.org", False), ("localhost.example.org", False),
    ],
)  # fmt: skip
def test_what_only_this_machine_reaches(address, expected) -> None:
    assert is_loopback(address) is expected
    if expected:
        check_listening(address, Settings())
        return
    with pytest.raises(SettingsError, match="login is off"):
        check_listening(address, Settings())
    check_listening(address, Settings(**CLIENT))
    check_listening(address, Settings(without_login=True))


def test_the_secrets_of_the_login_are_whole() -> None:
    tricky = 'a "quoted" \\ secret\' #x'
    text = secrets_toml(Settings(**{**CLIENT, "oidc_client_secret": tricky}), "c" * 32)
    auth = tomllib.loads(text)["auth"]
    assert auth["client_secret"] == tricky
    assert auth["server_metadata_url"] == METADATA
    assert auth["cookie_secret"] == "c" * 32


@pytest.mark.parametrize("name", ["oidc_client_id", "oidc_client_secret", "oidc_redirect_uri"])
def test_a_login_that_lacks_a_setting_is_refused_by_its_name(name) -> None:
    settings = Settings(**{key: value for key, value in CLIENT.items() if key != name})
    with pytest.raises(SettingsError, match=f"GUIDELINE_QA_{name.upper()}"):
        secrets_toml(settings, "c" * 32)


def test_a_wrong_way_back_is_refused() -> None:
    settings = Settings(**{**CLIENT, "oidc_redirect_uri": "https://qa.example.org/"})
    with pytest.raises(SettingsError, match="must end in /oauth2callback"):
        secrets_toml(settings, "c" * 32)


def test_no_secret_is_printed() -> None:
    settings = Settings(**CLIENT, oidc_cookie_secret="k" * 40)
    assert "s3cret" not in repr(settings)
    assert "kkkk" not in repr(settings)
