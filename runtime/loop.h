/* loop.h: the Runtime API loop: asks for an event, has it handled, posts what
   came of it, and asks again.

   The program that runs by itself (app-entry.c) gives it the runtime's own
   spartap_invoke; a host that loads a library gives it that library's Lambda.
   What Lambda's Runtime API, 2018-06-01, says is in loop-post.c and loop.c.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_LOOP_H
#define SPARTAP_LOOP_H

#include <pthread.h>
#include <stdatomic.h>
#include <sys/types.h>

#include "http.h"
#include "signal-text.h"
#include "sparta-abi.h"

/* How far a streamed response is.  */
enum spartap_stream
{
  SPARTAP_STREAM_NONE,          /* nothing of it was sent */
  SPARTAP_STREAM_OPEN,          /* what was sent ends with a chunk's end */
  SPARTAP_STREAM_CUT            /* it does not, or not yet */
};

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
  int workers;                  /* loops that serve at once; 0: this one */

  /* The loop's.  */
  struct spartap_http http;
  struct spartap_buffer next;   /* the request for an event, as it is sent */
  struct spartap_buffer head;   /* of what is posted */
  struct spartap_buffer id;     /* the request id: outlives http's buffer */
  struct spartap_buffer trace;  /* what environ points to, see loop-trace.c */
  struct sparta_reply reply;
  volatile sig_atomic_t stop;   /* SIGTERM came */
  atomic_bool under_way;        /* an event's answer has not begun yet */
  atomic_bool answering;        /* it has, and has not arrived */
  atomic_int stream;            /* enum spartap_stream: of its answer */
  atomic_bool ending;           /* the process ends: no event is begun */
  atomic_bool running;          /* THREAD is set, and serves */
  pthread_t thread;
  volatile sig_atomic_t waiting;        /* SIGTERM may end the wait */
  struct spartap_loop *crew;    /* those that serve in its place, or NULL */
  int n_crew;
  struct spartap_loop *leader;  /* whose crew it belongs to, or NULL */
  pid_t process;                /* that serves: not a child of it */
};

/* Serves until SIGTERM (returns 0), until a reply is fatal, or until the API
   fails for good (both return 1, the latter reported).  */
int spartap_loop_run (struct spartap_loop *);

/* loop-workers.c: how many workers Lambda wants; what is no such number is
   reported, and 1.  */
int spartap_loop_workers (void);

/* The native host's crash (sparta-abi.h), which leaves the post to the
   library; OPAQUE is the loop: no event is begun any more, and answers that
   are on their way have a moment.  Async-signal-safe.  */
void spartap_workers_end (void *opaque, const char *json, size_t size);

/* How long the answers of a process that ends may take to arrive.  */
#define SPARTAP_GRACE_MS 500

/* Whether an event is under way, or its answer, in any of the workers.
   Async-signal-safe.  */
bool spartap_loop_under_way_p (const struct spartap_loop *);

/* Tells the API that initialisation failed: REPLY is an error.  Returns 0, or
   1 after reporting why not.  */
int spartap_loop_init_error (struct spartap_loop *,
                             const struct sparta_reply *reply);

/* The host's stream (sparta-abi.h); OPAQUE is the loop.  */
int spartap_loop_stream (void *opaque, const struct sparta_reply *head,
                         const void *data, size_t size);

/* Posts the error JSON of that TYPE for the event that is under way, if one
   is, on a connection of its own, or as the trailers of a response that is
   streamed; the process is about to end, whichever thread ends it.  Where
   there are several workers it is the error of the calling thread's event, or
   of one if it has none, and the others' learn that it was not theirs; no
   event is begun any more, and answers that are on their way have a moment.
   Async-signal-safe.  */
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

/* loop-stream.c: ends the streamed response of the event that was under way,
   as OUTCOME says; reports what goes wrong.  */
void spartap_stream_end (struct spartap_loop *, int outcome,
                         const struct sparta_reply *reply);
/* Appends the trailers of an error JSON of that TYPE.  Async-signal-safe.  */
void spartap_stream_trailers (struct spartap_text *, const char *type,
                              const char *json, size_t size);

/* loop.c: what spartap_loop_run does, step by step, for each worker: 0 or -1;
   serves in the calling thread, and returns 0: stopped, -1: the API fails, or
   the fatal outcome, answered; frees all but the caller's.  */
int spartap_loop_prepare (struct spartap_loop *);
int spartap_loop_serve (struct spartap_loop *);
void spartap_loop_release (struct spartap_loop *);

/* Answers the event that was under way: the process ends.  */
void spartap_loop_answer_ended (struct spartap_loop *);

/* loop-workers.c: spartap_loop_run, with several workers; a fatal reply ends
   the process.  */
int spartap_workers_run (struct spartap_loop *);
/* The N loops of CREW begin no event any more.  Async-signal-safe.  */
void spartap_workers_stop (struct spartap_loop *crew, int n);
/* Waits for their answers that are on their way, but not for OWN, whose thread
   this is: they would be cut, and nobody told.  Async-signal-safe.  */
void spartap_workers_wait (const struct spartap_loop *crew, int n,
                           const struct spartap_loop *own);

/* loop-stop.c: from begin to end, SIGTERM sets the stop of N loops.  A thread
   that serves one of them does so between enter and leave; it may have ended
   before end.  WAITING says whether the signal may end a wait of the
   connection.  */
void spartap_stop_begin (struct spartap_loop *, int n);
void spartap_stop_enter (struct spartap_loop *);
void spartap_stop_leave (struct spartap_loop *);
void spartap_stop_end (void);
void spartap_stop_waiting (struct spartap_loop *, bool waiting);
/* Whether this process was forked since begin, and so serves nothing.  */
bool spartap_stop_forked_p (void);

/* loop-trace.c: makes ID, which may be NULL, the _X_AMZN_TRACE_ID.  */
void spartap_trace_set (struct spartap_buffer *, const char *id);
void spartap_trace_free (struct spartap_buffer *);

#endif /* SPARTAP_LOOP_H */
