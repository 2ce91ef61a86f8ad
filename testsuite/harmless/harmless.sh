#!/bin/sh
# harmless.sh: make check-harmless.  Gets the sources and runs harmless.py on
# them.  HARMLESS=full compiles every torture test in every way.
# SPDX-License-Identifier: MIT
here=${abs_top_srcdir:?}/testsuite/harmless
# shellcheck source=testsuite/harmless/sources.sh
. "$here/sources.sh"

skip ()
{
  echo "1..0 # SKIP $1"
  exit 0
}

test -n "${SPARTA_GCCS-}" || skip 'built with --disable-plugin'
need_apt || skip "$why"

# The torture tests are those of the last compiler's own version.
major=$("${SPARTA_GCCS##* }" -dumpversion | sed 's/\..*//')
for source in sqlite3 zlib jansson "torture gcc-$major"; do
  # shellcheck disable=SC2086 # two words
  need_source $source || { echo "Bail out! $why"; exit 1; }
done

exec "${PYTHON:-python3}" -B "$here/harmless.py" "$sources" \
  "${abs_top_builddir:?}/plugin/sparta.so" "${HARMLESS:-sample}"
