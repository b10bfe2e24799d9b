#!/bin/sh
# Build the index of corpus/ unless nothing changed since the last build that succeeded.
# Usage: sh scripts/index.sh BIN INDEX
#
# `find -newer` looks at folders too, so a deleted document counts as a change.
bin=$1
index=$2
stamp=$index.stamp

if [ -f "$stamp" ] && [ -e "$index" ]; then
    changed=$(find corpus ingest -name __pycache__ -prune -o -newer "$stamp" -print | head -n 1)
    [ -z "$changed" ] && exit 0
fi
mkdir -p "$(dirname "$index")"
now=$(dirname "$index")/.started
: >"$now"
"$bin/guideline-ingest" build corpus --index "$index" || exit $?
# The time of the start, not of the end: what changed during the build is seen next time.
mv "$now" "$stamp"
