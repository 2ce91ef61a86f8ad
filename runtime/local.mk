## runtime/local.mk: libsparta.a (makes a library), libsparta-app.a (makes an
## executable) and libsparta-json.a.
## SPDX-License-Identifier: MIT

include_HEADERS += runtime/sparta.h runtime/sparta-events.h \
  runtime/sparta-http.h runtime/sparta-library.h runtime/sparta-json.h \
  runtime/sparta-abi.h

lib_LIBRARIES += runtime/libsparta.a runtime/libsparta-app.a \
  runtime/libsparta-json.a

# What both roads share.
runtime_core = \
  runtime/internal.h \
  runtime/arena.c runtime/arena.h \
  runtime/base64.c runtime/base64.h \
  runtime/buffer.c runtime/buffer.h \
  runtime/calls.c runtime/calls.h \
  runtime/cold.h \
  runtime/context.c \
  runtime/decimal.c runtime/decimal.h \
  runtime/error.c \
  runtime/event.c \
  runtime/event-check.c \
  runtime/headers.c runtime/headers.h \
  runtime/hooks.c runtime/hooks.h \
  runtime/invoke.c \
  runtime/json-block.h \
  runtime/json-scan.c runtime/json-scan.h \
  runtime/json-special.h \
  runtime/json-text.c runtime/json-text.h \
  runtime/logger.c \
  runtime/manifest.c \
  runtime/metrics.c runtime/metrics.h \
  runtime/metrics-line.c \
  runtime/parts.h \
  runtime/percent.c runtime/percent.h \
  runtime/proxy.c runtime/proxy.h \
  runtime/proxy-body.c \
  runtime/proxy-header.c \
  runtime/proxy-line.c \
  runtime/proxy-pairs.c \
  runtime/proxy-query.c \
  runtime/proxy-reply.c \
  runtime/records.c runtime/records.h \
  runtime/records-batch.c \
  runtime/records-dynamodb.c \
  runtime/records-eventbridge.c \
  runtime/records-kinesis.c \
  runtime/records-s3.c \
  runtime/records-sns.c \
  runtime/records-sqs.c \
  runtime/reply.c \
  runtime/response.c \
  runtime/response-error.c \
  runtime/response-finish.c \
  runtime/response-flush.c \
  runtime/service.c \
  runtime/status.c \
  runtime/stdio.c \
  runtime/thread.c runtime/thread.h \
  runtime/utf8.h \
  runtime/value.c runtime/value.h \
  runtime/value-iterate.c \
  runtime/value-number.c \
  runtime/value-parse.c \
  runtime/value-path.c \
  runtime/value-string.c

# Crash reports, on both roads.  No frame of theirs is ever unwound: they look
# at the frames of what was interrupted.
noinst_LIBRARIES += runtime/libcrash.a
runtime_libcrash_a_SOURCES = runtime/cold-file.h \
  runtime/crash.c runtime/crash.h \
  runtime/crash-cause.c \
  runtime/crash-report.c \
  runtime/last-post.c runtime/last-post.h \
  runtime/line-file.c \
  runtime/line-table.c runtime/line-table.h \
  runtime/signal-text.c runtime/signal-text.h \
  runtime/socket.c runtime/socket.h \
  runtime/unwind.c runtime/unwind.h \
  runtime/unwind-cursor.c runtime/unwind-internal.h \
  runtime/unwind-expression.c \
  runtime/unwind-find.c \
  runtime/unwind-machine.c \
  runtime/unwind-maps.c \
  runtime/unwind-module.c \
  runtime/unwind-peek.c \
  runtime/unwind-run.c \
  runtime/unwind-symbol.c
runtime_libcrash_a_CFLAGS = $(AM_CFLAGS) -fno-asynchronous-unwind-tables \
  -fno-unwind-tables

runtime_libsparta_a_SOURCES = $(runtime_core) \
  runtime/exit.c \
  runtime/fiber.c runtime/fiber.h \
  runtime/init.c runtime/init.h
runtime_libsparta_a_LIBADD = $(runtime_libcrash_a_OBJECTS)

runtime_libsparta_app_a_SOURCES = $(runtime_core) \
  runtime/app-cli.c \
  runtime/app-entry.c runtime/app.h \
  runtime/app-exit.c \
  runtime/app-invoke.c \
  runtime/extension.c runtime/extension.h \
  runtime/http.c runtime/http.h \
  runtime/http-body.c \
  runtime/http-connect.c \
  runtime/http-head.c runtime/http-head.h \
  runtime/loop.c runtime/loop.h \
  runtime/loop-last.c \
  runtime/loop-post.c \
  runtime/loop-stop.c \
  runtime/loop-stream.c \
  runtime/loop-trace.c \
  runtime/loop-workers.c
runtime_libsparta_app_a_LIBADD = $(runtime_libcrash_a_OBJECTS)

runtime_libsparta_json_a_SOURCES = runtime/json.c
runtime_libsparta_json_a_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)

pkgconfig_DATA += runtime/sparta.pc runtime/sparta-app.pc \
  runtime/sparta-json.pc

# A library's pages keep their names under --program-prefix.
notrans_dist_man_MANS += \
  runtime/sparta.3 \
  runtime/sparta_context.3 \
  runtime/sparta_event.3 \
  runtime/sparta_events.3 \
  runtime/sparta_http.3 \
  runtime/sparta_json.3 \
  runtime/sparta_logger.3 \
  runtime/sparta_main.3 \
  runtime/sparta_metrics.3 \
  runtime/sparta_response.3 \
  runtime/sparta_value.3

dist_man_MANS += runtime/sparta-bootstrap.7 runtime/sparta-crash.7 \
  runtime/sparta-runtime-api.7

# Each function that a page names is a page: one line that refers to it, which
# man follows whether or not a packager compresses it.
man_links = cd $(srcdir) && $(AWK) '/^.Sh / { name = $$2 == "NAME" } \
  name && $$1 == ".Nm" { sub(/.*\//, "", FILENAME) } \
  name && $$1 == ".Nm" && $$2 ".3" != FILENAME { print $$2, FILENAME }' \
  $(filter %.3,$(notrans_dist_man_MANS) $(dist_man_MANS))

install-data-hook:
	@$(man_links) | while read name page; do \
	  echo ".so man3/$$page" > "$(DESTDIR)$(man3dir)/$$name.3" \
	    && chmod 644 "$(DESTDIR)$(man3dir)/$$name.3" || exit 1; \
	done
uninstall-hook:
	@$(man_links) | while read name page; do \
	  rm -f "$(DESTDIR)$(man3dir)/$$name.3"; \
	done

# The native host, as it goes into a package: small, and with nothing to debug
# in it.  It is a program of its own, with no crash reports but its library's.
noinst_PROGRAMS += runtime/bootstrap
runtime_bootstrap_SOURCES = runtime/bootstrap.c runtime/bootstrap.h \
  runtime/bootstrap-load.c \
  runtime/bootstrap-names.c \
  runtime/bootstrap-thread.c \
  runtime/base64.c \
  runtime/buffer.c \
  runtime/context.c \
  runtime/decimal.c \
  runtime/extension.c \
  runtime/http.c \
  runtime/http-body.c \
  runtime/http-connect.c \
  runtime/http-head.c \
  runtime/json-text.c \
  runtime/logger.c \
  runtime/loop.c \
  runtime/loop-post.c \
  runtime/loop-stop.c \
  runtime/loop-stream.c \
  runtime/loop-trace.c \
  runtime/loop-workers.c \
  runtime/reply.c \
  runtime/signal-text.c \
  runtime/socket.c \
  runtime/stdio.c
runtime_bootstrap_CFLAGS = $(AM_CFLAGS) -fPIE -mgeneral-regs-only \
  -include $(srcdir)/runtime/cold-file.h -fno-asynchronous-unwind-tables \
  -fno-unwind-tables $(SPARTA_LTO_CFLAGS)
runtime_bootstrap_LDADD = -ldl -lpthread
runtime_bootstrap_LDFLAGS = -pie \
  -Wl,--gc-sections,-z,now,-z,noseparate-code,--build-id=none
EXTRA_DIST += runtime/bare.sh
hostdir = $(pkglibexecdir)/@LAMBDA_ARCH@
nodist_host_SCRIPTS = shim/@LAMBDA_ARCH@/bootstrap
CLEANFILES += shim/@LAMBDA_ARCH@/bootstrap
shim/@LAMBDA_ARCH@/bootstrap: runtime/bootstrap$(EXEEXT) runtime/bare.sh
	@$(MKDIR_P) shim/@LAMBDA_ARCH@
	$(AM_V_GEN)$(STRIP) -o $@.tmp runtime/bootstrap$(EXEEXT) && \
	  $(SHELL) $(srcdir)/runtime/bare.sh $@.tmp && mv $@.tmp $@
