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
  runtime/json-block.h \
  runtime/json-scan.c runtime/json-scan.h \
  runtime/json-special.h \
  runtime/json-text.c runtime/json-text.h \
  runtime/context.c \
  runtime/crash.c runtime/crash.h \
  runtime/crash-cause.c \
  runtime/crash-report.c \
  runtime/decimal.c runtime/decimal.h \
  runtime/error.c \
  runtime/event.c \
  runtime/event-check.c \
  runtime/invoke.c \
  runtime/last-post.c runtime/last-post.h \
  runtime/line-file.c \
  runtime/line-table.c runtime/line-table.h \
  runtime/logger.c \
  runtime/manifest.c \
  runtime/percent.c runtime/percent.h \
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
  runtime/service.c \
  runtime/signal-text.c runtime/signal-text.h \
  runtime/stdio.c \
  runtime/thread.c runtime/thread.h \
  runtime/unwind.c runtime/unwind.h \
  runtime/unwind-cursor.c runtime/unwind-internal.h \
  runtime/unwind-expression.c \
  runtime/unwind-find.c \
  runtime/unwind-machine.c \
  runtime/unwind-maps.c \
  runtime/unwind-module.c \
  runtime/unwind-peek.c \
  runtime/unwind-run.c \
  runtime/unwind-symbol.c \
  runtime/utf8.h \
  runtime/value.c runtime/value.h \
  runtime/value-iterate.c \
  runtime/value-number.c \
  runtime/value-parse.c \
  runtime/value-path.c \
  runtime/value-string.c

runtime_libsparta_a_SOURCES = $(runtime_core) \
  runtime/exit.c \
  runtime/fiber.c runtime/fiber.h \
  runtime/init.c runtime/init.h

runtime_libsparta_app_a_SOURCES = $(runtime_core) \
  runtime/app-cli.c \
  runtime/app-entry.c runtime/app.h \
  runtime/app-exit.c \
  runtime/app-invoke.c \
  runtime/http.c runtime/http.h \
  runtime/http-body.c \
  runtime/http-connect.c \
  runtime/http-head.c runtime/http-head.h \
  runtime/loop.c runtime/loop.h \
  runtime/loop-last.c \
  runtime/loop-post.c \
  runtime/loop-stop.c \
  runtime/loop-trace.c

runtime_libsparta_json_a_SOURCES = runtime/json.c
runtime_libsparta_json_a_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)

pkgconfig_DATA += runtime/sparta.pc runtime/sparta-app.pc \
  runtime/sparta-json.pc

dist_man_MANS += runtime/sparta.3 runtime/sparta_events.3
dist_man_MANS += runtime/sparta-crash.7
