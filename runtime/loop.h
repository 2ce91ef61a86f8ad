/* loop.h: the Runtime API loop: asks for an event, has it handled, posts what
   came of it, and asks again.

   The program that runs by itself (app-entry.c) gives it the runtime's own
   spartap_invoke; a host that loads a library gives it that library's Lambda.
   What Lambda's Runtime API, 2018-06-01, says is in loop-post.c and loop.c.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_LOOP_H
#define SPARTAP_LOOP_H

#include <stdatomic.h>
#include <sys/types.h>

#include "http.h"
#include "sparta-abi.h"

struct spartap_loop
{
  /* The caller's; the rest is zero before the first call.  */
  const char *api;              /* AWS_LAMBDA_RUNTIME_API: "HOST:PORT" */
  const char *function;         /* the function's name in its table */
  const char *agent;            /* for the User-Agent: "sparta-app" */
  int (*invoke) (const struct sparta_invocation *, struct sparta_reply *);
  void (*release) (struct sparta_reply *);
  int backoff_ms;               /* the first pause after a failure; 0: 50 */
  int stall_ms;                 /* http.h's; 0: its default */

  /* The loop's.  */
  struct spartap_http http;
  struct spartap_buffer next;   /* the request for an event, as it is sent */
  struct spartap_buffer head;   /* of what is posted */
  struct spartap_buffer id;     /* the request id: outlives http's buffer */
  struct spartap_buffer trace;  /* what environ points to, see loop-trace.c */
  struct sparta_reply reply;
  volatile sig_atomic_t stop;   /* SIGTERM came */
  atomic_bool under_way;        /* an event is not answered yet */
  pid_t process;                /* that serves: not a child of it */
};

/* Serves until SIGTERM (returns 0), until a reply is fatal, or until the API
   fails for good (both return 1, the latter reported).  */
int spartap_loop_run (struct spartap_loop *);

/* Tells the API that initialisation failed: REPLY is an error.  Returns 0, or
   1 after reporting why not.  */
int spartap_loop_init_error (struct spartap_loop *,
                             const struct sparta_reply *reply);

/* Posts the error JSON of that TYPE for the event that is under way, if one
   is, on a connection of its own; the process is about to end, whichever
   thread ends it.  Async-signal-safe.  */
void spartap_loop_last_words (struct spartap_loop *, const char *type,
                              const char *json, size_t size);

/* What the loop's files share.  */

/* loop-post.c: posts the reply of the event that was under way, as OUTCOME
   says; reports what goes wrong.  */
void spartap_loop_answer (struct spartap_loop *, int outcome,
                          const struct sparta_reply *reply);
/* Says on standard error why an exchange about WHAT failed: ERROR is http's,
   0 where the response is at fault.  */
void spartap_loop_report (const struct spartap_loop *, const char *what,
                          int error);
/* Waits before the next try, longer from failure to failure.  Returns whether
   to go on.  */
bool spartap_loop_pause (const struct spartap_loop *, int failures);

/* loop-stop.c: SIGTERM sets loop->stop, from begin to end.  WAITING says
   whether the signal may end a wait of the connection.  */
void spartap_stop_begin (struct spartap_loop *);
void spartap_stop_end (void);
void spartap_stop_waiting (bool waiting);

/* loop-trace.c: makes ID, which may be NULL, the _X_AMZN_TRACE_ID.  */
void spartap_trace_set (struct spartap_buffer *, const char *id);
void spartap_trace_free (struct spartap_buffer *);

#endif /* SPARTAP_LOOP_H */
