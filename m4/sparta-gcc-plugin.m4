dnl SPARTA_GCC_PLUGINS(COMPILERS)
dnl For each of the blank-separated COMPILERS: finds its plugin headers, checks
dnl that they belong to it, builds a trivial plugin and lets the compiler load
dnl it.  What fails stops configure with the name of the package to install.
dnl Sets SPARTA_GCCS (the compilers), SPARTA_CORES (a plugin file for each) and
dnl plugin_cores_mk (make rules for them, from plugin/core.mk.in).
dnl SPDX-License-Identifier: MIT

AC_DEFUN([SPARTA_GCC_PLUGINS], [
SPARTA_GCCS= SPARTA_CORES=
plugin_cores_mk=plugin-cores.mk
: >$plugin_cores_mk
for sparta_gcc in $1; do
  _SPARTA_GCC_PLUGIN
done
])

dnl One compiler, $sparta_gcc.
AC_DEFUN([_SPARTA_GCC_PLUGIN], [
AC_MSG_CHECKING([for the plugin headers of $sparta_gcc])
sparta_version=`$sparta_gcc -dumpfullversion 2>/dev/null` || sparta_version=
sparta_target=`$sparta_gcc -dumpmachine 2>/dev/null`
sparta_major=`echo "$sparta_version" | sed 's/\..*//'`
AS_IF([test -z "$sparta_version"],
  [AC_MSG_RESULT([none])
   AC_MSG_ERROR([$sparta_gcc is not a GCC that runs: give --with-gcc=LIST one,
or configure with --disable-plugin])])
sparta_headers=`$sparta_gcc -print-file-name=plugin`/include
dnl A cross compiler's package has its triplet in its name.
AS_CASE([$sparta_gcc],
  [*-*-*gcc*], [sparta_deb=gcc-$sparta_major-plugin-dev-$sparta_target],
  [sparta_deb=gcc-$sparta_major-plugin-dev])
sparta_install="install $sparta_deb (Debian) or gcc-plugin-devel (Fedora),
or configure with --disable-plugin"
AS_IF([test ! -f "$sparta_headers/gcc-plugin.h"],
  [AC_MSG_RESULT([none])
   AC_MSG_ERROR([$sparta_gcc ($sparta_version) has no plugin headers:
$sparta_install])])
AS_IF([grep "basever.*\"$sparta_version\"" "$sparta_headers/plugin-version.h" \
         >/dev/null],,
  [AC_MSG_RESULT([of another version])
   AC_MSG_ERROR([$sparta_headers does not belong to $sparta_gcc
$sparta_version: $sparta_install])])
AC_MSG_RESULT([$sparta_headers])

AC_MSG_CHECKING([whether $sparta_gcc loads a plugin])
rm -rf conftest.dir
mkdir conftest.dir
cat >conftest.dir/trivial.cc <<'_ACEOF'
#include "gcc-plugin.h"
#define VISIBLE __attribute__ ((visibility ("default")))
VISIBLE int plugin_is_GPL_compatible;
extern "C" VISIBLE int
plugin_init (struct plugin_name_args *, struct plugin_gcc_version *)
{
  return 0;
}
_ACEOF
echo 'int sparta_trivial;' >conftest.dir/empty.c
AS_IF([$CXX -shared -fPIC -fno-rtti -I"$sparta_headers" -o conftest.dir/trivial.so \
         conftest.dir/trivial.cc >&AS_MESSAGE_LOG_FD 2>&1 &&
       $sparta_gcc -fplugin=`pwd`/conftest.dir/trivial.so -c -o conftest.dir/empty.o \
         conftest.dir/empty.c >&AS_MESSAGE_LOG_FD 2>&1],
  [AC_MSG_RESULT([yes])],
  [AC_MSG_RESULT([no])
   AC_MSG_ERROR([a trivial plugin for $sparta_gcc $sparta_version does not
build or load; config.log has the errors.  Do $CXX and $sparta_headers fit?])])
rm -rf conftest.dir

sparta_core=plugin/sparta/$sparta_target/gcc-$sparta_major
dnl Two names of one compiler ("gcc gcc-12") share a core.
AS_CASE([" $SPARTA_CORES "], [*" $sparta_core/sparta.so "*], [continue])
SPARTA_GCCS="$SPARTA_GCCS $sparta_gcc"
SPARTA_CORES="$SPARTA_CORES $sparta_core/sparta.so"
sed -e "s|@core@|$sparta_core|g" -e "s|@headers@|$sparta_headers|g" \
    -e "s|@gcc@|$sparta_gcc|g" -e "s|@target@|$sparta_target|g" \
    "$srcdir/plugin/core.mk.in" >>$plugin_cores_mk
])
