## testsuite/compilers/local.mk: make check-compilers: the plugin, built for
## and by each GCC that Debian has, runs its cases.  Needs root, mmdebstrap, a
## Debian mirror, and for aarch64 its cross compiler and qemu.
## SPDX-License-Identifier: MIT

check-compilers: all $(check_PROGRAMS) dist
	abs_top_builddir='$(abs_top_builddir)' abs_top_srcdir='$(abs_top_srcdir)' \
	PYTHON='$(PYTHON)' DISTDIR='$(distdir)' \
	  $(SHELL) $(srcdir)/testsuite/compilers/check-compilers.sh

EXTRA_DIST += testsuite/compilers/check-compilers.sh \
  testsuite/compilers/aarch64.sh testsuite/compilers/chroot.sh \
  testsuite/compilers/mirror.sh
