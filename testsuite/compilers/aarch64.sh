#!/bin/sh
# aarch64.sh: the cross compiler for aarch64 with its own plugin; what it makes
# runs under qemu, with an arm64 C library, an arm64 Python and the native
# host.  Adds lines to $table.
#
# SPDX-License-Identifier: MIT
set -eu
: "${work:?}" "${table:?}" "${abs_top_srcdir:?}" "${PYTHON:?}"
triplet=aarch64-linux-gnu
version=12
gcc=$triplet-gcc-$version
root=$work/arm64

for program in "$gcc" "$triplet-g++-$version" qemu-aarch64-static; do
  command -v "$program" >/dev/null || {
    echo "install gcc-$version-$triplet g++-$version-$triplet" \
      "gcc-$version-plugin-dev-$triplet qemu-user-static"
    exit 1
  }
done

# A folder of arm64 libraries and a Python, unpacked, never run as a system.
if test ! -x "$root/usr/bin/python3"; then
  mirror=$(sh "$abs_top_srcdir/testsuite/compilers/mirror.sh")
  rm -rf "$root.new" "$root"
  packages=libc6,libgcc-s1,libstdc++6,libubsan1,libjansson4,libffi8,python3
  mmdebstrap --variant=extract --arch=arm64 --include=$packages \
    --aptopt='Acquire::Retries "3"' \
    bookworm "$root.new" "$mirror"
  mv "$root.new" "$root"
fi
EMULATOR="qemu-aarch64-static -L $root"
export EMULATOR

# The plugin for the cross compiler runs here; the archives run there.
mkdir -p "$work/cross-plugin" "$work/cross"
cd "$work/cross-plugin"
test -f Makefile || "$abs_top_srcdir/configure" -q --with-gcc="$gcc"
make -s -j2 all
cd "$work/cross"
test -f Makefile || "$abs_top_srcdir/configure" -q --host=$triplet \
  CC="$gcc" --disable-plugin --disable-shim \
  JANSSON_CFLAGS=-I/usr/include JANSSON_LIBS=-ljansson
make -s -j2 all testsuite/host

top_builddir=$work/cross SPARTA_GCCS=$gcc "$PYTHON" \
  "$abs_top_srcdir/testsuite/plugin-cases.py" \
  --plugin="$work/cross-plugin/plugin/sparta.so" >"$work/aarch64.tap" || :
awk -v name="GCC $($gcc -dumpfullversion) aarch64" -v OFS='\t' '
  /^ok / && !/# SKIP/ { good++ }
  /^not ok /          { bad++; print >"/dev/stderr" }
  END { print name, good + 0, bad + 0 }' "$work/aarch64.tap" >>"$table"

# The main job: hello, its shim, and Lambda's Python.
rm -rf "$work/hello"
mkdir -p "$work/hello/lib"
cd "$work/hello"
"$gcc" -O2 -shared -fPIC -fplugin="$work/cross-plugin/plugin/sparta.so" \
  -I"$abs_top_srcdir/runtime" "$abs_top_srcdir/examples/hello/app.c" \
  "$work/cross/runtime/libsparta.a" -o lib/app.so
"$work/cross-plugin/run" sparta shim -o . lib/app.so
answer=$($EMULATOR "$root/usr/bin/python3" -c \
  'import json, index; print(json.dumps(index.HelloWorld({}, None)))')
echo "$answer"
case $answer in
  *'Hello from C'*) printf '%s\t1\t0\n' "hello in Python on aarch64" ;;
  *) printf '%s\t0\t1\n' "hello in Python on aarch64" ;;
esac >>"$table"

# serves NAME COMMAND...: COMMAND, in this folder, answers a Runtime API.
serves ()
{
  name=$1
  shift
  if "$PYTHON" -B - "$@" <<'END'
import os, sys
sys.path.insert(0, os.path.join(os.environ["abs_top_srcdir"],
                                "testsuite", "bench"))
from runtime_api import RuntimeApi
api = RuntimeApi([b"{}"] * 3)
api.run(sys.argv[1:], os.getcwd(), "app.HelloWorld", log=sys.stderr)
found = [(one.kind, one.body) for one in api.results]
print(found, file=sys.stderr)
sys.exit(found != [("response", b'{"message":"Hello from C"}')] * 3)
END
  then
    printf '%s\t1\t0\n' "$name"
  else
    printf '%s\t0\t1\n' "$name"
  fi >>"$table"
}

# The package for provided.al2023, by a sparta that has both native hosts; and
# the executable.
mkdir -p "$work/cross-plugin/shim/arm64"
cp "$work/cross/shim/arm64/bootstrap" "$work/cross-plugin/shim/arm64"
"$work/cross-plugin/run" sparta zip --target=provided.al2023 -o native.zip \
  lib/app.so
rm -rf native
unzip -q native.zip -d native
(cd native && serves "native host on aarch64" $EMULATOR ./bootstrap)
"$gcc" -O2 -I"$abs_top_srcdir/runtime" \
  "$abs_top_srcdir/examples/hello/app.c" \
  "$work/cross/runtime/libsparta-app.a" -lpthread -o app
serves "executable on aarch64" $EMULATOR ./app
