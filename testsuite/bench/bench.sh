#!/bin/sh
# bench.sh: make bench.  ROUNDS is how often each side is run.
# SPDX-License-Identifier: MIT
here=${abs_top_srcdir:?}/testsuite/bench
# shellcheck source=testsuite/conformance/tools.sh
. "$abs_top_srcdir/testsuite/conformance/tools.sh"

need_client || { echo "bench: skipped: $why" >&2; exit 77; }
make_package echo "$here/echo.c" || exit
exec "$PYTHON" -B "$here/bench.py" "$python" "$ric" "$work/echo.zip" \
  ${ROUNDS:+"$ROUNDS"}
