"""The key of the audit chain: in a file of its own that nobody else can read, or in a setting."""

import hashlib
import hmac
import os
import secrets
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import AuditKeyError

if TYPE_CHECKING:
    from ingest.settings import Settings

KEY_BYTES = 32
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def load_key(settings: "Settings", *, create: bool) -> bytes | None:
    """The key; None where there is none and none is to be made.

    Raises:
        AuditKeyError: The file cannot be read or made, holds no key, or others can read it.
    """
    if settings.audit_key is not None:
        return hashlib.sha256(settings.audit_key.get_secret_value().encode()).digest()
    path = settings.audit_key_file
    try:
        if not path.exists():
            if not create:
                return None
            _make(path)
        return _read(path)
    except OSError as error:
        raise AuditKeyError(f"the audit key {path} cannot be used ({error.strerror})") from None


def keyed_digest(key: bytes, purpose: str, content: str) -> str:
    """HMAC-SHA256 in hex; a digest made for one purpose says nothing for another."""
    message = f"guideline-qa {purpose} 1\n{content}".encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()


def _read(path: Path) -> bytes:
    if path.stat().st_mode & _OTHERS:
        raise AuditKeyError(f"the audit key {path} can be read by others: chmod 600 {path}")
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise AuditKeyError(f"{path} holds no audit key: restore it from where you keep it safe")
    return key


def _make(path: Path) -> None:
    """Write a new key beside its place and link it there: of two that try at once, one wins."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(KEY_BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        path.hardlink_to(draft)
    except FileExistsError:
        return  # the other one's key is the key
    finally:
        draft.unlink()
