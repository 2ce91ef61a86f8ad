/* sparta-abi.h: what crosses the boundary between a library that the plugin
   made and the host that loads it, and what the plugin's code calls.

   This is the one description of that boundary.  The plugin injects calls of
   the spartap_ functions below, the hosts (Python's ctypes, bootstrap, the C
   host of the test suite) call the three exported names, and a test compares
   every size and offset from C and from Python.

   Fields are only ever appended.  Each struct begins with the size its maker
   knew; the smaller of two sizes rules.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTA_ABI_H
#define SPARTA_ABI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The number of this interface.  It changes only when a field changes its
   meaning; sparta-plugin(7) tells its history.  */
#define SPARTA_ABI 1

/* What an invocation asks for.  */
enum sparta_operation
{
  SPARTA_INVOKE = 0,            /* call the handler of FUNCTION */
  SPARTA_BEFORE_SNAPSHOT = 1,   /* SnapStart is about to freeze the process */
  SPARTA_AFTER_RESTORE = 2,     /* the process runs again, elsewhere, later */
  SPARTA_SHUTDOWN = 3           /* main continues after its entry call: no
                                   call of Lambda is under way, or follows */
};

/* What a reply's data is.  */
enum sparta_reply_kind
{
  SPARTA_REPLY_PAYLOAD = 0,     /* the bytes to post as the response */
  SPARTA_REPLY_ERROR = 1,       /* Lambda's error JSON, complete */
  SPARTA_REPLY_MANIFEST = 2     /* what LambdaInit returns on success */
};

/* What LambdaInit and Lambda return.  */
enum sparta_outcome
{
  SPARTA_REFUSED = -1,          /* the ABI differs; data names both numbers */
  SPARTA_OK = 0,                /* data is the payload, or the manifest */
  SPARTA_FAILED = 1,            /* data is Lambda's error JSON */
  SPARTA_FATAL = 2              /* likewise, and the process must end */
};

struct sparta_reply;

/* What a host is.  */
enum sparta_host_flag
{
  /* It serves the Runtime API at $AWS_LAMBDA_RUNTIME_API, with its request
     ids, and the library posts a crash there by itself, async-signal-safely,
     on a connection of its own, once CRASH has returned.  */
  SPARTA_HOST_RUNTIME_API = 1
};

/* The host, as it presents itself to LambdaInit.  The struct and what it
   points to live as long as the process.  */
struct sparta_host
{
  uint32_t size, abi;           /* sizeof, SPARTA_ABI */
  const char *name;             /* "python3.13", "provided.al2023" */
  uint32_t flags;               /* enum sparta_host_flag */
  /* Sends a part of a streamed response; NULL: the host cannot.  The library
     calls it from within Lambda, in the handler's thread or one that the
     handler waits for, one call at a time for each invocation, with that
     invocation's OPAQUE; where that is NULL it does not: the invocation is
     answered whole.

     HEAD is given in the first call only.  Its CONTENT_TYPE, never NULL, is
     what the response is to be sent with, and its DATA_SIZE bytes of DATA go
     ahead of the body: for a function with .http the content type is
     application/vnd.awslambda.http-integration-response, and the data is the
     prelude {"statusCode": .., "headers": {..}, "cookies": [..]} ("headers"
     and "cookies", or "multiValueHeaders", as its event's source has them) and
     the eight NULs behind it; for others there is none.  DATA is SIZE bytes of
     the body as they are, never in base64; in the first call SIZE may be 0.
     All is the library's again when the call returns.

     It returns 0 when it has taken all; else the stream is broken, and the
     library neither calls it again in this invocation nor sends the rest.

     Once it was called, what Lambda returns means: SPARTA_OK, reply.data is
     the rest of the body, maybe empty: send it, then the end.  SPARTA_FAILED,
     SPARTA_FATAL: reply.data is the error JSON, and reply.error_type its type:
     end the stream with them, which the Runtime API takes as trailers.  Where
     the stream is broken it is such an error; the host knows whether anything
     of the answer has left, and does not answer a second time then.  */
  int (*stream) (void *opaque, const struct sparta_reply *head,
                 const void *data, size_t size);
  /* Told the error JSON of a crash, or of an exit outside of an invocation,
     async-signal-safely: the process ends.  It posts the JSON, unless its flag
     leaves that to the library.  NULL: it need not know.  */
  void (*crash) (void *opaque, const char *json, size_t size);
  void *opaque;                 /* handed to crash */
};

/* One invocation.  All pointers are the caller's and live until Lambda
   returns.  A NULL string is one that the host does not know.  */
struct sparta_invocation
{
  uint32_t size, operation;     /* sizeof, enum sparta_operation */
  const char *function;         /* the Lambda function's name in its table */
  const char *event;            /* event[event_size] == 0 */
  uint64_t event_size;          /* bytes, without that NUL */
  int64_t deadline_ms;          /* since the epoch; 0: none */
  const char *request_id, *function_arn, *trace_id, *client_context,
    *identity, *tenant_id;
  /* Credentials; NULL: those of the environment.  */
  const char *access_key_id, *secret_access_key, *session_token;
  void *opaque;                 /* for the host's stream; NULL: none */
};

/* A reply.  The caller zeroes it once, sets SIZE, and then reuses it: DATA is
   grown by the library as getline(3) grows its buffer.  While DATA_CAPACITY
   is 0 the data is not the caller's to free.  DATA[DATA_SIZE] is 0.
   CONTENT_TYPE lives as long as the data, ERROR_TYPE until the thread's next
   call.  */
struct sparta_reply
{
  uint32_t size, kind;          /* sizeof, enum sparta_reply_kind */
  char *data;
  uint64_t data_size, data_capacity;
  const char *content_type, *error_type;
};

/* The three names that a library exports.  Thread-safe: any number of threads
   may call Lambda at once, each with a reply of its own.  LambdaInit runs the
   application's main exactly once and later repeats its outcome.  */
#ifdef __GNUC__
# define SPARTA_EXPORT __attribute__ ((visibility ("default")))
#else
# define SPARTA_EXPORT
#endif

SPARTA_EXPORT int LambdaInit (const struct sparta_host *,
                              struct sparta_reply *);
SPARTA_EXPORT int Lambda (const struct sparta_invocation *,
                          struct sparta_reply *);
SPARTA_EXPORT void LambdaFree (struct sparta_reply *);

/* What the plugin's injected functions call: LambdaInit calls spartap_init
   with the renamed main, the service's name ("sparta" where the table is
   dynamic) and the manifest ("" where it is dynamic); Lambda calls
   spartap_invoke, LambdaFree calls spartap_free.  The entry call becomes
   spartap_enter or spartap_enter_ex, which take what sparta_main and
   sparta_main_ex take, and ahead of each of the unit's own calls of exit and
   its kin stands a call of spartap_exit_site.  */
struct sparta_service;
struct sparta_hooks;
int spartap_enter (int argc, char **argv, const struct sparta_service *);
int spartap_enter_ex (int argc, char **argv, const struct sparta_service *,
                      const struct sparta_hooks *);
typedef int spartap_main_function (int argc, char **argv, char **envp);

/* What the plugin refers to where a row of the table has .http, or .metrics,
   or where the table is dynamic.  */
extern const struct spartap_http_part spartap_http_part;
extern const struct spartap_metrics_part spartap_metrics_part;

int spartap_init (spartap_main_function *user_main, const char *name,
                  const char *manifest, const struct sparta_host *host,
                  struct sparta_reply *reply);
int spartap_invoke (const struct sparta_invocation *, struct sparta_reply *);
void spartap_free (struct sparta_reply *);
void spartap_exit_site (const char *file, int line);

/* The manifest: an ELF note of this name and type whose descriptor is a JSON
   text that ends in one NUL or more.  */
#define SPARTA_NOTE_SECTION ".note.sparta"
#define SPARTA_NOTE_NAME "Sparta"
#define SPARTA_NOTE_MANIFEST 1

/* The mark of an executable that libsparta-app is in, and that so may be run
   for its manifest: a note of the same section and name, of this type, whose
   descriptor is the version of libsparta-app, likewise ended.  */
#define SPARTA_NOTE_APP 2

/* Lambda's own limits, which the plugin checks in a constant table and the
   runtime in any: the API reference of CreateFunction, summer 2026.  */
#define SPARTA_NAME_MAX 64              /* characters of a function's name */
#define SPARTA_MEMORY_MB_MIN 128
#define SPARTA_MEMORY_MB_MAX 10240
#define SPARTA_MEMORY_MB_DEFAULT 128
#define SPARTA_TIMEOUT_S_MIN 1
#define SPARTA_TIMEOUT_S_MAX 900
#define SPARTA_TIMEOUT_S_DEFAULT 3

/* Whether C may stand in a Lambda function's name: [a-zA-Z0-9-_].  */
static inline int
spartap_name_char_p (char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
         || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/* Whether NAME keeps Lambda's rule for a function's name.  */
static inline int
spartap_name_p (const char *name)
{
  size_t n = 0;
  while (name[n] != 0 && spartap_name_char_p (name[n]))
    n++;
  return n > 0 && n <= SPARTA_NAME_MAX && name[n] == 0;
}

#ifdef __cplusplus
}
#endif

#endif /* SPARTA_ABI_H */
