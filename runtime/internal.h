/* internal.h: what the runtime's files share.

   The way of an invocation: spartap_invoke (invoke.c) finds the function
   (service.c), lays the handler's four objects out in a struct spartap_call of
   the thread's (calls.c), calls the handler, and turns what was written into a
   reply (response-finish.c, proxy-reply.c, reply.c).  spartap_call_current ()
   is the calling thread's current call: exit.c and crash.c ask it where they
   are.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_INTERNAL_H
#define SPARTAP_INTERNAL_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "cold.h"
#include "arena.h"
#include "buffer.h"
#include "metrics.h"
#include "proxy.h"
#include "sparta-abi.h"
#include "sparta.h"

/* Error types of ours, as they arrive in errorType.  */
#define SPARTAP_TYPE_ABI "Sparta.ABI"
#define SPARTAP_TYPE_ENDED "Sparta.Ended"
#define SPARTAP_TYPE_EXIT "Sparta.Exit"
#define SPARTAP_TYPE_HOOK "Sparta.Hook"
#define SPARTAP_TYPE_INIT "Sparta.Init"
#define SPARTAP_TYPE_MEMORY "Sparta.OutOfMemory"
#define SPARTAP_TYPE_NOT_HTTP "Sparta.NotHttp"
#define SPARTAP_TYPE_SERVICE "Sparta.InvalidService"
#define SPARTAP_TYPE_STREAM "Sparta.StreamBroken"
#define SPARTAP_TYPE_TOO_LARGE "Sparta.ResponseTooLarge"
#define SPARTAP_TYPE_UNKNOWN "Sparta.UnknownFunction"

/* What an event learns that was under way, and did not end the process.  */
#define SPARTAP_ENDED "the process ends by a fault outside of this invocation"
#define SPARTAP_ENDED_JSON                                              \
  "{\"errorMessage\":\"" SPARTAP_ENDED "\","                            \
  "\"errorType\":\"" SPARTAP_TYPE_ENDED "\",\"stackTrace\":[]}"

/* The handler's four objects.  */

/* What an attached part (the JSON tree of an event) needs freed.  */
struct spartap_cleanup
{
  void (*free) (void *);
  void *data;
};

/* The value that was passed last, and what is behind it: value.h.  */
struct spartap_passed
{
  const char *text, *end;
};

struct sparta_event
{
  const char *data;
  size_t size;
  struct spartap_cleanup *cleanup;
  struct spartap_arena *arena;          /* for strings that are unescaped */
  struct spartap_passed passed;
  struct spartap_request *request;      /* proxy.c's, of an HTTP event */
};

struct sparta_context
{
  const struct sparta_invocation *invocation;
  const sparta_lambda *lambda;
  bool cold_start;
};

/* What finishes a response that was streamed, response-flush.c, and the answer
   to a batch, records-batch.c, which only programs have that call them.  */
typedef int spartap_finish (sparta_response *, struct sparta_reply *);

/* What finishes a response that has more than a body: response.c's, which only
   programs have that set a status, a header or an error.  */
struct spartap_head
{
  const char *(*header) (const struct spartap_buffer *headers,
                         const char *name);
  int (*error) (sparta_response *, int status, struct sparta_reply *);
};

struct sparta_response
{
  struct spartap_buffer body;           /* the reply's own memory */
  const struct spartap_head *head;      /* NULL: nothing but a body is set */
  struct spartap_buffer *headers;       /* headers.h */
  struct spartap_buffer *error_type;    /* empty unless failed */
  struct spartap_buffer *failures;      /* items of a batch, see records.h */
  const sparta_event *http;             /* an HTTP function's; else NULL */
  spartap_finish *batch;                /* NULL: no record of one failed */
  spartap_finish *stream;               /* NULL: nothing was streamed */
  uint64_t streamed;                    /* bytes of the body that have left */
  int stream_error;                     /* what ended the stream; 0 */
  int status;                           /* 0: not set */
  bool flushed;                         /* status and headers are final */
  bool out_of_memory;                   /* a part of it is missing */
  bool closed;                          /* posted; another thread may ask */
};

struct sparta_logger
{
  const sparta_context *context;        /* NULL: outside an invocation */
  struct spartap_metrics *metrics;      /* NULL: the function has none */
};

/* An invocation that is under way.  */
struct spartap_call
{
  sparta_event event;
  sparta_context context;
  sparta_response response;
  sparta_logger logger;
  struct spartap_metrics metrics;       /* where the function has them */
  struct spartap_cleanup cleanup;
  struct spartap_request request;
  struct spartap_buffer headers, error_type, failures;  /* the response's */
  sigjmp_buf exit;                      /* where exit goes, see exit.c */
  int exit_status;
  bool open;                            /* calls.c's */
};

/* The entry call's one implementation a road: init.c, app-entry.c.  */
sparta_entry spartap_enter;
sparta_entry_ex spartap_enter_ex;

/* The calling thread's current call; NULL outside a handler.  */
struct spartap_call *spartap_call_current (void);

/* Leaves the current call as if its handler had called exit with STATUS.
   Returns only where there is no current call.  */
void spartap_call_exit (int status);

/* A place in the user's source; FILE is NULL where it is not known.  */
struct spartap_site
{
  const char *file;
  int line;
};

/* The host that LambdaInit was given; NULL: there is none.  */
const struct sparta_host *spartap_host (void);

/* Where the thread's last call of exit or its kin stands.  */
struct spartap_site spartap_site_current (void);

/* Ends what main began; called by SHUTDOWN.  Returns an outcome.  */
int spartap_shutdown (struct sparta_reply *reply) SPARTAP_COLD;

/* context.c: whether no invocation came before the caller's, of any thread; an
   answer to one call alone.  */
bool spartap_context_cold_start (void);

/* context.c, logger.c: read the environment, once.  */
void spartap_context_init (void) SPARTAP_COLD;
void spartap_logger_init (void) SPARTAP_COLD;

/* service.c: the one registry.  */

/* Registers SERVICE and a copy of HOOKS (NULL: none), for good.  Where it
   breaks a rule, WHY says which, and where, and nothing is registered.
   Returns 0 or a sparta_error.  */
int spartap_service_register (const sparta_service *service,
                              const sparta_hooks *hooks,
                              struct spartap_buffer *why) SPARTAP_COLD;
const sparta_service *spartap_service (void);      /* NULL: none yet */
/* Only where there is a service: its hooks; NAME's function, or NULL.  */
const sparta_hooks *spartap_service_hooks (void);
const sparta_lambda *spartap_service_find (const char *name);
/* Forgets the service; nothing may be under way.  */
void spartap_service_withdraw (void) SPARTAP_COLD;

/* manifest.c: the service as a manifest, for a table made at run time.  */
int spartap_manifest_append (struct spartap_buffer *,
                             const sparta_service *) SPARTAP_COLD;

/* reply.c: what every reply is made of.  */

/* The reply's memory as an empty buffer, to be given back by take.  */
struct spartap_buffer spartap_reply_lend (struct sparta_reply *reply);
/* Makes REPLY what is in BODY, whose memory was REPLY's.  */
void spartap_reply_take (struct sparta_reply *reply, enum sparta_reply_kind,
                         struct spartap_buffer *body);
/* Makes REPLY a copy of SIZE bytes of DATA; SPARTA_OK, or as error_memory.  */
int spartap_reply_copy (struct sparta_reply *reply, enum sparta_reply_kind,
                        const char *data, size_t size);

/* Makes REPLY Lambda's error JSON, of that TYPE (a string that outlives the
   reply's use) and with a place in its stack trace where SITE has one.
   Returns SPARTA_FAILED; without memory the reply says that.  */
int spartap_reply_error (struct sparta_reply *reply, const char *type,
                         struct spartap_site site, const char *format, ...)
  __attribute__ ((format (printf, 4, 5)));

/* An error reply that needs no memory.  Returns SPARTA_FAILED.  */
int spartap_reply_error_memory (struct sparta_reply *reply) SPARTAP_COLD;

/* No place, for spartap_reply_error.  */
#define SPARTAP_NOWHERE ((struct spartap_site) { NULL, 0 })

/* Appends an error JSON up to and without its closing brace.  */
int spartap_reply_append_error (struct spartap_buffer *, const char *message,
                                size_t size, const char *type,
                                struct spartap_site site) SPARTAP_COLD;

/* status.c: the words of STATUS (RFC 9110, section 15); "": it has none.  */
const char *spartap_status_words (int status);

/* Whether RESPONSE is that of an invocation which has ended.  */
static inline bool
spartap_response_closed_p (const sparta_response *response)
{
  return __atomic_load_n (&response->closed, __ATOMIC_ACQUIRE);
}

/* response-finish.c: turns what the handler wrote into REPLY; returns an
   outcome.  */
int spartap_response_finish (sparta_response *, struct sparta_reply *reply);

/* Posts RESPONSE as an error, with STATUS, and returns SPARTA_FAILED.  */
int spartap_response_error (sparta_response *, int status,
                            struct sparta_reply *reply);

/* logger.c: a line of the runtime's own, at LEVEL.  */
enum spartap_level
{
  SPARTAP_TRACE,
  SPARTAP_DEBUG,
  SPARTAP_INFO,
  SPARTAP_WARN,
  SPARTAP_ERROR,
  SPARTAP_FATAL
};

void spartap_log (enum spartap_level, const char *format, ...)
  __attribute__ ((format (printf, 2, 3)));

/* stdio.c: the application's own printf.  */
void spartap_stdio_init (void) SPARTAP_COLD;
/* Returns whether an unfinished line was flushed.  */
bool spartap_stdio_flush (void);
/* Writes all of DATA, by one write(2) where the system lets it.  */
void spartap_stdio_write (int fd, const char *data, size_t size);

#endif /* SPARTAP_INTERNAL_H */
