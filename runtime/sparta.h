/* sparta.h: everything that a Lambda function written in C is given.

   A program describes its service in a table and hands it to sparta_main as
   the last thing that main does:

       int
       main (int argc, char **argv)
       {
         return sparta_main (argc, argv, &service);
       }

   Unless said otherwise: pointers live until the handler returns; the objects
   of one invocation are used by one thread at a time; functions that set
   something return 0 or a negative sparta_error.  sparta(3) is the manual.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTA_H
#define SPARTA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifdef __GNUC__
# define SPARTA_PRINTF(string, first) \
    __attribute__ ((__format__ (__printf__, string, first)))
#else
# define SPARTA_PRINTF(string, first)
#endif

/* Errors: name, number, words.  The enum, sparta_strerror and the manual's
   table come from here.  */
#define SPARTA_ERRORS(X)                                                \
  X (SPARTA_ENOMEM, -1, "out of memory")                                \
  X (SPARTA_EINVAL, -2, "invalid argument")                             \
  X (SPARTA_EHEADER, -3, "a header with a control character or no name")\
  X (SPARTA_ESTATUS, -4, "a status outside 100 to 599")                 \
  X (SPARTA_ETYPE, -5, "an error type with a control character or empty")\
  X (SPARTA_EFORMAT, -6, "a format that cannot be converted")           \
  X (SPARTA_EJSON, -7, "not a JSON text")

enum sparta_error
{
#define SPARTA_ERROR_MEMBER(name, number, words) name = number,
  SPARTA_ERRORS (SPARTA_ERROR_MEMBER)
#undef SPARTA_ERROR_MEMBER
  SPARTA_ENONE = 0
};

/* The words of ERROR, a sparta_error; a constant.  Thread-safe.  */
const char *sparta_strerror (int error);

/* The service, and its functions.  */

typedef struct sparta_event sparta_event;
typedef struct sparta_context sparta_context;
typedef struct sparta_response sparta_response;
typedef struct sparta_logger sparta_logger;

/* A handler: one call is one invocation.  */
typedef void sparta_handler (const sparta_event *event,
                             const sparta_context *context,
                             sparta_response *response,
                             sparta_logger *logger);

/* A Lambda function.  Members that are left out are zero.  */
typedef struct sparta_lambda
{
  const char *name;             /* [a-zA-Z0-9-_]{1,64}, unique */
  sparta_handler *handler;
  const char *description;
  int memory_mb;                /* 128 to 10240; 0: 128 */
  int timeout_s;                /* 1 to 900; 0: 3 */
  bool http;                    /* answers HTTP event sources */
  bool metrics;                 /* CloudWatch metrics of each invocation */
  void *data;                   /* for sparta_context_data */
} sparta_lambda;

/* The service: it and its table live until the entry call returns.  */
typedef struct sparta_service
{
  const char *name;
  const char *description;
  const sparta_lambda *lambdas;
  size_t n_lambdas;
} sparta_service;

/* The entry: serves SERVICE, and returns the status that main should return
   when there is nothing more to serve.  ARGC and ARGV are main's.
   <sparta-library.h> declares its sister for the library build.  */
typedef int sparta_entry (int argc, char **argv,
                          const sparta_service *service);
sparta_entry sparta_main;

/* The event: the bytes that Lambda was invoked with.  */

/* The event as it came, NUL-terminated behind its *SIZE bytes (SIZE may be
   NULL).  It may hold any bytes: Lambda promises JSON, invokers do not.  */
const char *sparta_event_data (const sparta_event *, size_t *size);

/* The context: what Lambda says of this invocation.  Strings are never NULL:
   what the host does not know is "".  */

const char *sparta_context_request_id (const sparta_context *);
const char *sparta_context_function_name (const sparta_context *);
const char *sparta_context_function_version (const sparta_context *);
const char *sparta_context_function_arn (const sparta_context *);
const char *sparta_context_log_group (const sparta_context *);
const char *sparta_context_log_stream (const sparta_context *);
const char *sparta_context_trace_id (const sparta_context *);
const char *sparta_context_client_context (const sparta_context *); /* JSON */
const char *sparta_context_identity (const sparta_context *);       /* JSON */
const char *sparta_context_tenant_id (const sparta_context *);

/* The function's memory in MB (2^20 bytes).  */
int sparta_context_memory_mb (const sparta_context *);

/* When the invocation times out, in ms since the epoch; and how many ms are
   left until then, never negative; INT64_MAX where there is no deadline.  */
int64_t sparta_context_deadline_ms (const sparta_context *);
int64_t sparta_context_remaining_ms (const sparta_context *);

/* The .data of the function's row in the table.  */
void *sparta_context_data (const sparta_context *);

/* The credentials of the function's role, all three from one source: the
   invocation where the host gave them there, else the environment ("" where
   it has none).  They change: never keep them beyond the invocation, never
   log them.  */
typedef struct sparta_credentials
{
  const char *access_key_id;
  const char *secret_access_key;
  const char *session_token;
} sparta_credentials;

sparta_credentials sparta_context_credentials (const sparta_context *);

/* The response.  What is posted follows from the Content-Type: sparta(3),
   "What is posted".  */

/* Sets the status, 100 to 599; 200 unless set.  400 and above is a function
   error whose message is the body.  */
int sparta_response_status (sparta_response *, int status);

/* Sets a header, replacing one of that name (any case).  Both strings are
   copied.  Control characters are refused.  */
int sparta_response_header (sparta_response *, const char *name,
                            const char *value);

/* Appends SIZE bytes to the body.  */
int sparta_response_write (sparta_response *, const void *data, size_t size);

/* Appends formatted text, of any length, to the body.  */
int sparta_response_printf (sparta_response *, const char *format, ...)
  SPARTA_PRINTF (2, 3);

/* Makes the invocation a function error of that TYPE, with the formatted
   message in place of the body.  The status is 500 unless it is set to 400 or
   more.  */
int sparta_response_fail (sparta_response *, const char *type,
                          const char *format, ...) SPARTA_PRINTF (3, 4);

/* The logger: one line a call, one write(2) a line, to standard error, in the
   format and above the level that AWS_LAMBDA_LOG_FORMAT (Text, JSON) and
   AWS_LAMBDA_LOG_LEVEL (TRACE to FATAL; INFO) ask for.  A handler may log from
   any thread.  */

void sparta_logger_debug (sparta_logger *, const char *format, ...)
  SPARTA_PRINTF (2, 3);
void sparta_logger_info (sparta_logger *, const char *format, ...)
  SPARTA_PRINTF (2, 3);
void sparta_logger_warn (sparta_logger *, const char *format, ...)
  SPARTA_PRINTF (2, 3);
void sparta_logger_error (sparta_logger *, const char *format, ...)
  SPARTA_PRINTF (2, 3);

#ifdef __cplusplus
}
#endif

#endif /* SPARTA_H */
