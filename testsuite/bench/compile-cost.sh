#!/bin/sh
# compile-cost.sh: make bench-compile.  What the plugin costs the compiler, in
# instructions; sqlite3.c takes some minutes.
# SPDX-License-Identifier: MIT
here=${abs_top_srcdir:?}/testsuite/bench
# shellcheck source=testsuite/harmless/sources.sh
. "$abs_top_srcdir/testsuite/harmless/sources.sh"

skip ()
{
  echo "bench-compile: skipped: $1" >&2
  exit 0
}

test -n "${SPARTA_GCCS-}" || skip 'built with --disable-plugin'
command -v valgrind > /dev/null \
  || skip 'there is no valgrind (Debian: apt install valgrind)'
need_apt || skip "$why"
need_source sqlite3 || { echo "bench-compile: $why" >&2; exit 1; }

exec "${PYTHON:-python3}" -B "$here/compile-cost.py" \
  "${abs_top_builddir:?}/plugin/sparta.so" "$sources/sqlite3/build/sqlite3.c" \
  "$@"
