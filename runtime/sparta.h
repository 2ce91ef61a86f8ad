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
  X (SPARTA_EJSON, -7, "not a JSON text")                               \
  X (SPARTA_ENOENT, -8, "no such value")                                \
  X (SPARTA_EKIND, -9, "a value of another kind")                       \
  X (SPARTA_ERANGE, -10, "a number out of range")                       \
  X (SPARTA_ESPACE, -11, "a buffer that is too small")                  \
  X (SPARTA_EPOINTER, -12, "not a JSON pointer (RFC 6901)")             \
  X (SPARTA_ELIMIT, -13, "beyond a limit of Lambda or CloudWatch")      \
  X (SPARTA_ESENT, -14, "too late: it was sent already")                \
  X (SPARTA_ESTREAM, -15, "a stream that broke")

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

/* What the program wants to be told of.  SIZE is sizeof (sparta_hooks); hooks
   that are left out are NULL; each is given DATA.  It and its functions live
   until the entry call returns.  sparta_main(3) says when each is called.  */
typedef struct sparta_hooks
{
  size_t size;
  void *data;
  /* Around the registration of the service; not 0: an init error.  */
  int (*before_init) (void *data);
  int (*after_init) (void *data);
  /* Around the handler, with what the handler is given.  Not 0: the handler
     and after_invoke are left out, and what RESPONSE holds is posted.  */
  int (*before_invoke) (const sparta_event *event,
                        const sparta_context *context,
                        sparta_response *response, sparta_logger *logger,
                        void *data);
  void (*after_invoke) (const sparta_event *event,
                        const sparta_context *context,
                        sparta_response *response, sparta_logger *logger,
                        void *data);
  /* SnapStart; not 0: an error, and no snapshot, or no restored process.  */
  int (*before_snapshot) (void *data);
  int (*after_restore) (void *data);
  /* Before the entry call returns.  */
  void (*at_shutdown) (void *data);
} sparta_hooks;

/* The entry with hooks; HOOKS may be NULL.  */
typedef int sparta_entry_ex (int argc, char **argv,
                             const sparta_service *service,
                             const sparta_hooks *hooks);
sparta_entry_ex sparta_main_ex;

/* The event: the bytes that Lambda was invoked with.  */

/* The event as it came, NUL-terminated behind its *SIZE bytes (SIZE may be
   NULL).  It may hold any bytes: Lambda promises JSON, invokers do not.  */
const char *sparta_event_data (const sparta_event *, size_t *size);

/* Whether the event is one JSON text, all of it: 0 or SPARTA_EJSON.  What is
   below reads what it is asked for, and looks at no more.  */
int sparta_event_check (const sparta_event *);

/* Values: parts of the event, read where they stand: no tree, no allocation.
   sparta_value(3).  */

typedef enum sparta_kind
{
  SPARTA_NULL,
  SPARTA_BOOLEAN,
  SPARTA_NUMBER,
  SPARTA_STRING,
  SPARTA_ARRAY,
  SPARTA_OBJECT
} sparta_kind;

/* A value.  It lives as long as its event; its members are private.  */
typedef struct sparta_value
{
  const sparta_event *event;
  const char *text, *end;
} sparta_value;

/* The value at POINTER (RFC 6901: "/Records/0/body", "" is the whole), in the
   event or in another value.  SPARTA_ENOENT where there is none; of members
   of one name, the first.  */
int sparta_event_get (const sparta_event *, const char *pointer,
                      sparta_value *value);
int sparta_value_get (const sparta_value *, const char *pointer,
                      sparta_value *part);

/* The string at POINTER in the event, unescaped, NUL-terminated; NULL where
   there is none.  It lives until the handler returns.  */
const char *sparta_event_string (const sparta_event *, const char *pointer);

/* The value that the SIZE bytes at TEXT are JSON of: a message's body, say, or
   another string of the event.  TEXT must live, unchanged, as long as *VALUE
   is used; strings are unescaped into the event's memory.  SPARTA_EJSON where
   no value begins there.  */
int sparta_event_parse (const sparta_event *, const char *text, size_t size,
                        sparta_value *value);

sparta_kind sparta_value_kind (const sparta_value *);

/* The value's JSON text as it stands, *SIZE bytes, not NUL-terminated; NULL
   where the text breaks off.  */
const char *sparta_value_data (const sparta_value *, size_t *size);

/* What a value stands for; SPARTA_EKIND where it is of another kind.  An
   integer is a number without fraction or exponent; SPARTA_ERANGE beyond
   64 bits, or beyond a double.  */
int sparta_value_boolean (const sparta_value *, bool *);
int sparta_value_integer (const sparta_value *, int64_t *);
int sparta_value_number (const sparta_value *, double *);

/* A string, unescaped, UTF-8: NUL-terminated behind its *SIZE bytes (SIZE may
   be NULL), in memory that lives until the handler returns; or in BUFFER of
   CAPACITY bytes, NUL included: SPARTA_ESPACE, and *SIZE, where that is too
   small.  */
int sparta_value_string (const sparta_value *, const char **string,
                         size_t *size);
int sparta_value_copy (const sparta_value *, char *buffer, size_t capacity,
                       size_t *size);

/* Whether the value is the string TEXT.  */
bool sparta_value_equal (const sparta_value *, const char *text);

/* An array's items, or an object's members, in order.  */
typedef struct sparta_iterator
{
  sparta_value container, key;
  const char *next;
} sparta_iterator;

int sparta_value_iterate (const sparta_value *, sparta_iterator *);

/* The next one: 1, and *VALUE; 0 behind the last; or a negative error.  */
int sparta_iterator_next (sparta_iterator *, sparta_value *value);

/* The name of the member that came last, as sparta_value_string.  */
int sparta_iterator_key (const sparta_iterator *, const char **string,
                         size_t *size);

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

/* Whether this is the first invocation that the process was given.  */
bool sparta_context_cold_start (const sparta_context *);

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
   error whose message is the body.  Status and headers are SPARTA_ESENT behind
   a flush.  */
int sparta_response_status (sparta_response *, int status);

/* Sets a header, replacing one of that name (any case).  Both strings are
   copied.  Control characters are refused.  */
int sparta_response_header (sparta_response *, const char *name,
                            const char *value);

/* Adds a header beside those of that name, and a cookie (the value of a
   Set-Cookie header).  HTTP functions only need them: <sparta-http.h>.  */
int sparta_response_header_add (sparta_response *, const char *name,
                                const char *value);
int sparta_response_cookie (sparta_response *, const char *set_cookie);

/* Appends SIZE bytes to the body.  */
int sparta_response_write (sparta_response *, const void *data, size_t size);

/* Appends formatted text, of any length, to the body.  */
int sparta_response_printf (sparta_response *, const char *format, ...)
  SPARTA_PRINTF (2, 3);

/* Sends what was written so far: from then on status and headers are final,
   and the response is streamed, up to 200 MB.  Where it cannot be (the host
   or the event's source does not stream, or it is an error), it is kept, and
   posted whole: 0 likewise.  SPARTA_ESTREAM: nobody receives it any more;
   SPARTA_ELIMIT: it is too large.  Behind either, nothing is taken.  */
int sparta_response_flush (sparta_response *);

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

/* Metrics, of a function with .metrics: one more value of the metric NAME, 1
   to 1024 bytes, in UNIT, one of CloudWatch's ("Count", "Milliseconds",
   "Bytes", ..; NULL: "None").  They leave behind the handler in CloudWatch's
   embedded metric format: sparta_metrics(3).  */
int sparta_logger_metric (sparta_logger *, const char *name, double value,
                          const char *unit);

#ifdef __cplusplus
}
#endif

#endif /* SPARTA_H */
