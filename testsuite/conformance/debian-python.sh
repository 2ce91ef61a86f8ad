#!/bin/sh
# debian-python.sh VERSION SUITE FOLDER: Python VERSION of the Debian SUITE,
# unpacked to FOLDER and not installed.  It runs by FOLDER/python, which brings
# the suite's C library along: no root, no chroot.
# SPDX-License-Identifier: MIT
set -eu
version=$1 suite=$2 root=$3
: "${abs_top_srcdir:?}"

mirror=$(sh "$abs_top_srcdir/testsuite/compilers/mirror.sh")
rm -rf "$root" "$root.new"
mmdebstrap --variant=extract --include="python$version" \
  --aptopt='Acquire::Retries "3"' \
  --aptopt='Acquire::Check-Valid-Until "false"' \
  "$suite" "$root.new" "$mirror"
mv "$root.new" "$root"

loader=$(find "$root" -name 'ld-linux-*.so.*' | head -n 1)
libc=$(find "$root" -name libc.so.6 | head -n 1)
folder=${libc%/*}
cat > "$root/python" << END
#!/bin/sh
PYTHONHOME=$root/usr exec "$loader" --library-path \
  "$folder:$root/usr/lib/${folder##*/}" "$root/usr/bin/python$version" "\$@"
END
chmod +x "$root/python"
