#!/bin/sh
# Checks, tests and eval gate, unless nothing changed since they were last green here.
# Usage: sh scripts/test.sh BIN [PYTEST_ARG ...]      AGAIN=1 runs everything regardless.
#
# "Nothing changed" is by content: the files of the project (tracked, or new and not ignored), the
# names and sizes of ../shared/data, the interpreter and its packages, the tests' own system
# programs. A red run forgets the state, so that it is never taken for a green one.
set -u
bin=$1
shift
seen=var/.tested

state() {
    files=$(git ls-files -co --exclude-standard | LC_ALL=C sort | while IFS= read -r file; do
        [ -f "$file" ] && echo "$file"
    done)
    echo "$files"
    echo "$files" | git hash-object --no-filters --stdin-paths
    find ../shared/data -type f -exec ls -ln {} + 2>/dev/null | awk '{print $5, $NF}' | LC_ALL=C sort
    "$bin/python" -m pip freeze --exclude-editable 2>/dev/null
    "$bin/python" --version
    command -v chromium chromium-browser google-chrome psql 2>/dev/null
    ls -d /usr/lib/postgresql/* 2>/dev/null
    echo "$*"
}

digest() {
    state "$@" | "$bin/python" -c 'import hashlib,sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())'
}

# Outside a git checkout the files cannot be listed: everything runs every time.
now=
[ "$(git ls-files -co --exclude-standard 2>/dev/null | head -n 1)" ] && now=$(digest "$@")
if [ -n "$now" ] && [ -z "${AGAIN:-}" ] && [ "$(cat "$seen" 2>/dev/null)" = "$now" ]; then
    echo "nothing changed since everything was green here (\`make test AGAIN=1\` runs it again)"
    exit 0
fi
mkdir -p var
rm -f "$seen"
sh scripts/check.sh "$bin" || exit 1
"$bin/python" -m pytest "$@" || exit 1
sh scripts/gate.sh "$bin" || exit 1
# What the run itself changed (nothing should be) must not count as tested.
[ -n "$now" ] && [ "$(digest "$@")" = "$now" ] && echo "$now" >"$seen"
exit 0
