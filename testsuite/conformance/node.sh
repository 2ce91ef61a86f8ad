#!/bin/sh
# node.sh: the process shim under Lambda's own Node.js client, aws-lambda-ric
# from npm, and behind AWS's emulator where there is one; a part of make
# check-conformance.
# SPDX-License-Identifier: MIT
here=${abs_top_srcdir:?}/testsuite/conformance
# shellcheck source=testsuite/conformance/tools.sh
. "$here/tools.sh"

if ! command -v node > /dev/null || ! command -v npm > /dev/null; then
  echo '1..0 # SKIP node and npm are not installed (Debian: apt install npm)'
  exit 0
fi
need_node_client || {
  echo "Bail out! $why"
  exit 1
}
if need_emulator; then
  set -- "$emulator"
else
  set -- skipped "$why"
fi
# shellcheck disable=SC2046 # words
(cd "$work" \
  && "${CC:-cc}" -O2 -g $(pkg-config --cflags sparta-app) -o program \
    "$abs_top_srcdir/testsuite/commands/fixtures/executable.c" \
    $(pkg-config --libs sparta-app) \
  && sparta zip --target=nodejs20.x -o program.zip program) || {
  echo 'Bail out! no package'
  exit 1
}
exec "$PYTHON" -B "$here/node_host.py" "$work/program.zip" "$node_client" \
  "$@"
