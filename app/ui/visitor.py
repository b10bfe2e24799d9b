"""Who sits before the page. Asked anew at every run: nothing that a browser sends decides it."""

from app.access import LOCAL, User


def current_user() -> User | None:
    """The person, None where nobody is logged in."""
    return identify()


def identify() -> User | None:
    """Who it is; the tests put somebody else here."""
    return LOCAL
