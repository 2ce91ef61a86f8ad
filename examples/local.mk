## examples/local.mk: the examples are built and run by testsuite/examples.test
## from what pkg-config says, as a user's are; here they are only listed.
## SPDX-License-Identifier: MIT

EXTRA_DIST += \
  $(wildcard $(srcdir)/examples/*/*.c) \
  $(wildcard $(srcdir)/examples/*/*.h) \
  $(wildcard $(srcdir)/examples/*/*.json) \
  $(wildcard $(srcdir)/examples/*/Makefile) \
  $(wildcard $(srcdir)/examples/*/README)
