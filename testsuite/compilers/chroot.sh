#!/bin/sh
# chroot.sh SUITE "VERSIONS": builds the release of this tree in a chroot of
# the Debian SUITE, the plugin for its GCC VERSIONS, and runs the cases there.
# Adds a line for each version to $table.
#
# SPDX-License-Identifier: MIT
set -eu
: "${work:?}" "${table:?}" "${abs_top_builddir:?}" "${abs_top_srcdir:?}" \
  "${DISTDIR:?}"
suite=$1 versions=$2
root=$work/$suite

# The chroot's packages: what the plugin and the archives need, no more.
packages=make,libc6-dev,libjansson-dev,pkgconf,python3,xz-utils,gawk
gccs=
for version in $versions; do
  packages=$packages,gcc-$version,g++-$version,gcc-$version-plugin-dev
  gccs="$gccs gcc-$version"
  last=$version
done

make_chroot ()
{
  mirror=$(sh "$abs_top_srcdir/testsuite/compilers/mirror.sh")
  rm -rf "$root.new"
  mmdebstrap --variant=apt --mode=root --include="$packages" \
    --aptopt='Acquire::Retries "3"' \
    --aptopt='Acquire::Check-Valid-Until "false"' \
    "$suite" "$root.new" "$mirror"
  rm -rf "$root"
  mv "$root.new" "$root"
}

test -x "$root/usr/bin/gcc-$last" || make_chroot
rm -rf "$root/sparta"
mkdir "$root/sparta"
tar -C "$root/sparta" --strip-components=1 -xf \
  "$abs_top_builddir/$DISTDIR.tar.xz"

# The dispatcher finds its target through /proc.
trap 'umount "$root/proc" 2>/dev/null || :' EXIT
trap 'exit 1' INT TERM
mount -t proc proc "$root/proc"
env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 \
  chroot "$root" sh -eu -c "
  cd /sparta
  ./configure -q --disable-shim --with-gcc='$gccs' CC=gcc-$last CXX=g++-$last
  make -s -j2
  make -s check TESTS=testsuite/plugin.test || test -s testsuite/plugin.trs
  make -s check TESTS=testsuite/meta/glibc-floor.test \
    || test -s testsuite/meta/glibc-floor.trs"

for version in $versions; do
  full=$(chroot "$root" "gcc-$version" -dumpfullversion)
  awk -v compiler="^g(cc|[+][+])-$version\$" -v OFS='\t' \
    -v name="GCC $full x86_64" '
    /^ok /     && $NF ~ compiler { good++ }
    /^not ok / && $NF ~ compiler { bad++ }
    END { print name, good + 0, bad + 0 }' \
    "$root/sparta/testsuite/plugin.log" >>"$table"
done

# What the archives need, built with a newer glibc.
glibc=$(chroot "$root" ldd --version | sed -n '1s/.* //p')
awk -v name="archives on glibc $glibc" -v OFS='\t' '
  /^:test-result: PASS/                { good++ }
  /^:test-result: (FAIL|XPASS|ERROR)/  { bad++ }
  END { print name, good + 0, bad + 0 }' \
  "$root/sparta/testsuite/meta/glibc-floor.trs" >>"$table"
