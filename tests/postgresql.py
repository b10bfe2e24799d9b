"""A real PostgreSQL from Debian's packages: one cluster, on a socket in a folder of its own."""

import grp
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

START_S = 60.0


def programs() -> Path | None:
    """The folder of initdb and postgres; None where PostgreSQL is not installed."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)
    return places[0].parent if places else None


def _unprivileged():
    """Who runs it: root must not, so that `postgres` or `nobody` does; else whoever we are."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            who = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": who.pw_uid, "group": grp.getgrgid(who.pw_gid).gr_gid, "extra_groups": []}
    return {}


@contextmanager
def cluster():
    """A running cluster; its address up to the name of a database ("postgresql://...host=")."""
    bin_dir, who = programs(), _unprivileged()
    # Not under pytest's own folder, which others may not enter; short, for the socket's name.
    folder = Path(tempfile.mkdtemp(prefix="gq-pg-"))
    if who:
        os.chown(folder, who["user"], who["group"])
    data = folder / "data"
    options = {"cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, **who}
    subprocess.run(  # noqa: S603
        [bin_dir / "initdb", "-D", data, "-U", "tester", "-A", "trust", "-N", "-E", "UTF8",
         "--locale=C"], check=True, **options,
    )  # fmt: skip
    server = subprocess.Popen(  # noqa: S603
        [bin_dir / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", "-F"],
        **{**options, "stderr": subprocess.DEVNULL},
    )
    try:
        _wait(bin_dir, folder, server)
        yield lambda name: f"postgresql://tester@/{name}?host={folder}"
    finally:
        server.send_signal(signal.SIGQUIT)  # at once: what it holds is thrown away below
        server.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(bin_dir, folder, server):
    end = time.monotonic() + START_S
    while time.monotonic() < end and server.poll() is None:
        ready = subprocess.run(  # noqa: S603
            [bin_dir / "pg_isready", "-q", "-h", folder, "-U", "tester", "-d", "postgres"],
            check=False,
        )
        if ready.returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError("PostgreSQL did not start")
