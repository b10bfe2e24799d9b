#!/bin/sh
# The eval gate over all cases, with its report in var/evals/report; exit code is the verdict.
# Usage: sh scripts/gate.sh BIN
# EVALS_BASE=COMMIT compares with that commit: what turned wrong since is red, unless a commit that
# holds nothing but baseline and thresholds accepts it.
#
# The base is run as it was: its own files, from its own commit, in a folder of their own, with the
# packages that are installed now. Its log is kept by commit. Where it cannot be run (no such commit
# here, or it ends in an error) that is said, and the gate judges by what was committed there.
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
    # shellcheck disable=SC2086  # no argument, or two without blanks
    (cd "$tree" && PYTHONPATH=$tree "$python" -c 'from evals.cli import main; main()' \
        run $shared --log "$log.part" >/dev/null)
    [ -f "$log.part" ] && mv "$log.part" "$log"
    git worktree remove --force "$tree" >/dev/null 2>&1
    [ -f "$log" ] && echo "$log"
}

# The tree of the base lies deeper than this one, so it is told where the real guidelines are.
shared=
[ -d ../shared/data ] && shared="--shared $(cd .. && pwd)/shared/data"
set -- --report var/evals/report
if [ -n "$base" ]; then
    set -- "$@" --base-commit "$base"
    if log=$(base_log); then
        set -- "$@" --base "$log"
    else
        echo "the base $base could not be run: the gate judges by what was committed there" >&2
    fi
fi
exec "$bin/guideline-evals" gate "$@"
