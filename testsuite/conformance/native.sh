#!/bin/sh
# native.sh [none]: the native host on a scripted Lambda, and behind AWS's
# emulator where there is one; a part of make check-conformance, and, with none
# of it, of make check.
# SPDX-License-Identifier: MIT
here=${abs_top_srcdir:?}/testsuite/conformance
# shellcheck source=testsuite/conformance/tools.sh
. "$here/tools.sh"

if test -z "${SPARTA_GCCS-}"; then
  echo '1..0 # SKIP built with --disable-plugin'
  exit 0
fi
if test "${1-}" = none; then
  :
elif need_emulator; then
  set -- "$emulator"
else
  set -- skipped "$why"
fi
compiler=${SPARTA_GCCS%% *}
# shellcheck disable=SC2046 # words
(cd "$work" \
  && "${compiler:-cc}" -O2 -g $(pkg-config --cflags sparta) -c \
    "$here/native.c" \
  && "${compiler:-cc}" -shared -o native.so native.o \
    $(pkg-config --libs sparta) \
  && "${compiler:-cc}" -o native native.o $(pkg-config --libs sparta-app) \
  && sparta zip --target=provided.al2023 -o native.zip native.so) || {
  echo 'Bail out! no package'
  exit 1
}
exec "$PYTHON" -B "$here/native_host.py" "$work/native.zip" "$work/native" "$@"
