#!/bin/sh
# stream.sh: streamed responses behind AWS's emulator; a part of make
# check-conformance.
# SPDX-License-Identifier: MIT
here=${abs_top_srcdir:?}/testsuite/conformance
# shellcheck source=testsuite/conformance/tools.sh
. "$here/tools.sh"

if test -z "${SPARTA_GCCS-}"; then
  echo '1..0 # SKIP built with --disable-plugin'
  exit 0
fi
if ! need_emulator; then
  echo "1..0 # SKIP $why"
  exit 0
fi
compiler=${SPARTA_GCCS%% *}
# shellcheck disable=SC2046 # words
(cd "$work" && "${compiler:-cc}" -O2 $(pkg-config --cflags sparta) \
    -fplugin-arg-sparta-entry=sparta_main -shared -o stream.so \
    "$here/../commands/fixtures/streamer.c" $(pkg-config --libs sparta) \
  && sparta zip --target=provided.al2023 -o stream.zip stream.so) || {
  echo 'Bail out! no package'
  exit 1
}
exec "$PYTHON" -B "$here/stream_host.py" "$work/stream.zip" "$emulator"
