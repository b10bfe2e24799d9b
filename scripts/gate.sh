#!/bin/sh
# The eval gate over all cases, with its report in var/evals/report; exit code is the verdict.
# Usage: sh scripts/gate.sh BIN      EVALS_BASE=COMMIT also lists which cases changed since then.
#
# The base is run as it was: its own files, from its own commit, in a folder of their own, with the
# packages that are installed now. Its log is kept by commit. Where it cannot be run (no such commit
# here, or it ends in an error) that is said, and the gate judges without it.
set -u
bin=$1
base=${EVALS_BASE:-}
python=$(cd "$bin" && pwd)/python

base_log() {
    commit=$(git rev-parse --verify --quiet "$base^{commit}") || return 1
    log=$PWD/var/evals/base/$commit.json
    [ -f "$log" ] && { echo "$log"; return 0; }
    tree=$PWD/var/evals/base/tree
    mkdir -p var/evals/base || return 1
    git worktree remove --force "$tree" >/dev/null 2>&1
    git worktree add --quiet --force --detach "$tree" "$commit" >&2 || return 1
    # A package of the tree goes before the installed one.
    (cd "$tree" && PYTHONPATH=$tree "$python" -c 'from evals.cli import main; main()' \
        run --shared "$shared" --log "$log.part" >/dev/null)
    [ -f "$log.part" ] && mv "$log.part" "$log"
    git worktree remove --force "$tree" >/dev/null 2>&1
    [ -f "$log" ] && echo "$log"
}

shared=$(cd .. && pwd)/shared/data
set -- --report var/evals/report
if [ -n "$base" ]; then
    if log=$(base_log); then
        set -- "$@" --base "$log"
    else
        echo "the base $base could not be run: the gate judges without it" >&2
    fi
fi
exec "$bin/guideline-evals" gate "$@"
