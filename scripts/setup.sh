#!/bin/sh
# Make .venv and install the project with the versions of constraints.txt.
# Usage: sh scripts/setup.sh STAMP      (STAMP is touched at the end, so that make can skip this)
#
# PYTHON=... names the interpreter; TORCH=... names another torch to install, for example a
# CPU wheel that lies on this disk. Every failure ends in one line that starts with "error:".
set -u
stamp=$1
venv=$(dirname "$stamp")
log=var/setup.log
need_mb=3000 # measured: see "Sizes" in README.md

fail() {
    echo "error: $1" >&2
    exit 1
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        new_enough "$PYTHON" || fail "$PYTHON is not Python 3.11 or later"
        echo "$PYTHON"
        return
    fi
    for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if new_enough "$name"; then
            echo "$name"
            return
        fi
    done
    found=$(python3 --version 2>/dev/null || echo none)
    fail "Python 3.11 or later is needed (found: $found); install it, or say PYTHON=/path/to/python3"
}

check_disk() {
    free_mb=$(df -Pk . | awk 'NR == 2 {print int($4 / 1024)}')
    [ "$free_mb" -ge "$need_mb" ] ||
        fail "about $need_mb MB of disk space are needed here, $free_mb MB are free"
}

# Print what is large while pip works, and keep everything in the log.
install() {
    rc_file=var/.setup-rc
    {
        "$venv/bin/python" -m pip install --progress-bar off "$@" 2>&1
        echo $? >"$rc_file"
    } | tee -a "$log" | awk '/^ *Downloading .*[0-9][0-9]\.[0-9]+ MB\)|GB\)/ {print "  " $2, $3, $4; fflush()}'
    rc=$(cat "$rc_file")
    rm -f "$rc_file"
    [ "$rc" -eq 0 ] || explain
}

# One line for what went wrong, from what pip says about it.
explain() {
    grep -qi 'no space left' "$log" && fail "the disk is full (details: $log)"
    grep -qiE "command '[^']*(cc|clang|[+][+])[^']*' failed|no acceptable C compiler" "$log" &&
        fail "a package had to be compiled and no C compiler works (details: $log)"
    grep -qE 'connection broken|Connection(Refused)?Error|Temporary failure|timed out' "$log" &&
        fail "the package index cannot be reached (details: $log)"
    pin=$(sed -n 's/.*The user requested (constraint) //p' "$log" | head -n 1)
    [ -n "$pin" ] && fail "no $pin for $("$venv/bin/python" --version) here: the package index \
lacks it or cannot be reached (details: $log)"
    fail "the installation failed: $(grep '^ERROR' "$log" | head -n 1) (details: $log)"
}

python=$(find_python) || exit 1
"$python" -c 'import venv, ensurepip' >/dev/null 2>&1 ||
    fail "$python has no venv module (on Debian: apt-get install python3-venv)"
mkdir -p var || fail "cannot write here"
: >"$log"
if ! new_enough "$venv/bin/python" || ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    check_disk
    echo "making $venv with $("$python" --version)"
    "$python" -m venv --clear "$venv" >>"$log" 2>&1 ||
        fail "$python cannot make a virtual environment in $venv (details: $log)"
fi
echo "installing (the first time: several minutes; everything is in $log)"
# torch first and by exact version: left to the others' ranges, pip would take a newer, larger one.
install -c constraints.txt "${TORCH:-$(grep '^torch==' constraints.txt)}"
install -c constraints.txt -e '.[dev]'
touch "$stamp"
