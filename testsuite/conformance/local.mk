## testsuite/conformance/local.mk: make check-conformance and make bench, which
## install awslambdaric, aws-lambda-ric and AWS's emulator into the build
## folder, and so need the package registries of Python, Node and Go.
## SPDX-License-Identifier: MIT

check-conformance: all
	@$(AM_TESTS_ENVIRONMENT) \
	  ./run $(SHELL) $(srcdir)/testsuite/conformance/conformance.sh
	@$(AM_TESTS_ENVIRONMENT) \
	  ./run $(SHELL) $(srcdir)/testsuite/conformance/node.sh
	@$(AM_TESTS_ENVIRONMENT) \
	  ./run $(SHELL) $(srcdir)/testsuite/conformance/stream.sh
	@$(AM_TESTS_ENVIRONMENT) \
	  ./run $(SHELL) $(srcdir)/testsuite/conformance/native.sh
bench: all
	@$(AM_TESTS_ENVIRONMENT) ./run $(SHELL) $(srcdir)/testsuite/bench/bench.sh

clean-local: clean-conformance
clean-conformance:
	rm -rf testsuite/conformance/work

EXTRA_DIST += testsuite/conformance/native.c \
  testsuite/conformance/native.sh testsuite/conformance/native_host.py \
  testsuite/conformance/node.sh \
  testsuite/conformance/node_host.py testsuite/conformance/conformance.py \
  testsuite/conformance/conformance.sh testsuite/conformance/service.c \
  testsuite/conformance/stream.sh \
  testsuite/conformance/stream_host.py \
  testsuite/conformance/debian-python.sh testsuite/conformance/pythons.py \
  testsuite/conformance/python_host.py \
  testsuite/conformance/python-service.c \
  testsuite/conformance/tools.sh testsuite/bench/bench.py \
  testsuite/bench/bench.sh testsuite/bench/client.py \
  testsuite/bench/echo.c testsuite/bench/pure.py \
  testsuite/bench/runtime_api.py
