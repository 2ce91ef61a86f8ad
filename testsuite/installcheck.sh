#!/bin/sh
# installcheck.sh: what `make install` installed builds and calls
# examples/hello, found through pkg-config alone.  make installcheck runs it;
# with DESTDIR it looks there.
# SPDX-License-Identifier: MIT
set -eu
: "${abs_top_srcdir:?}" "${prefix:?}" "${bindir:?}" "${pkgconfigdir:?}"
: "${SPARTA_GCCS=}" "${PKG_CONFIG:=pkg-config}" "${DESTDIR=}" "${PYTHON:=:}"

if test -z "$SPARTA_GCCS"; then
  echo 'installcheck: skipped: the plugin was not built'
  exit 0
fi
unset SPARTA_LIBEXECDIR SPARTA_DATADIR
PKG_CONFIG_PATH=$DESTDIR$pkgconfigdir
export PKG_CONFIG_PATH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$abs_top_srcdir/examples/hello/app.c" "$work"
cd "$work"

# config OPTION: what pkg-config says, under DESTDIR.
config ()
{
  "$PKG_CONFIG" --define-variable=prefix="$DESTDIR$prefix" "$1" sparta
}

for gcc in $SPARTA_GCCS; do
  # shellcheck disable=SC2046 # lists
  $gcc -O2 -shared $(config --cflags) -o app.so app.c $(config --libs)
  names=$(nm -D --defined-only app.so | sed 's/.* //' | sort | tr '\n' ' ')
  test "$names" = 'Lambda LambdaFree LambdaInit '
  echo "installcheck: $gcc made app.so"
done

if test "$PYTHON" = : || test ! -x "$DESTDIR$bindir/sparta"; then
  echo 'installcheck: the package skipped: there is no Python or no shim'
  exit 0
fi
if test -n "$DESTDIR"; then
  SPARTA_LIBEXECDIR=$DESTDIR${pkglibexecdir:?}
  SPARTA_DATADIR=$DESTDIR${pkgdatadir:?}
  export SPARTA_LIBEXECDIR SPARTA_DATADIR
fi
"$DESTDIR$bindir/sparta" zip -o app.zip app.so
answer=$("$DESTDIR$bindir/sparta" invoke app.zip HelloWorld </dev/null \
           2> log) || { cat log; exit 1; }
test "$answer" = '{"message":"Hello from C"}'
echo "installcheck: sparta invoke answered $answer"
