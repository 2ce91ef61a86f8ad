## testsuite/faults/: the hosts before a Runtime API that misbehaves.  A fault
## is an entry of table.py, and a row of sparta-runtime-api(7).
## SPDX-License-Identifier: MIT

$(eval TESTS += $(call tests_in,faults))

EXTRA_DIST += $(wildcard $(srcdir)/testsuite/faults/*.c) \
  $(wildcard $(srcdir)/testsuite/faults/*.py) \
  $(wildcard $(srcdir)/testsuite/faults/*.sh) \
  $(wildcard $(srcdir)/testsuite/faults/*.test)
