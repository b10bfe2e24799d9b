#!/bin/sh
# Run every check, report every result, fail if one failed: one run shows all that is to do.
# Usage: sh scripts/check.sh BIN      (BIN: the folder of the virtual environment's programs)
bin=$1
failed=

run() {
    name=$1
    shift
    if "$@"; then
        echo "ok: $name"
    else
        echo "FAILED: $name ($*)"
        failed="$failed $name"
    fi
}

run format "$bin/ruff" format --check .
run lint "$bin/ruff" check .
run types "$bin/mypy"
run imports "$bin/lint-imports"

if [ -n "$failed" ]; then
    echo "error: failed:$failed" >&2
    exit 1
fi
