/* loop.c: from one event to the next.

   A request for an event that fails is repeated a few times, ever later; an
   event that arrives cut is answered with an error, so that its invoker need
   not wait for the timeout; nothing is ever dropped without a line on standard
   error.

   SPDX-License-Identifier: MIT  */

#include "loop.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "decimal.h"
#include "internal.h"

/* How many requests in a row may fail.  */
#define TRIES 6

/* s that a process which ends may take, more than all of its last posts.  */
#define ENDING_S 5

/* A request id becomes a part of a path: printable, short, and no more.  */
static bool
id_p (const char *id)
{
  static const char allowed[]
    = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.:~";
  size_t n = id == NULL ? 0 : strspn (id, allowed);
  return n > 0 && n <= 256 && id[n] == 0;
}

/* Keeps the request id of the response; false: there is none to use.  */
static bool
keep_id (struct spartap_loop *loop)
{
  const char *id
    = spartap_http_header (&loop->http, "Lambda-Runtime-Aws-Request-Id");
  spartap_buffer_clear (&loop->id);
  return id_p (id) && spartap_buffer_append_text (&loop->id, id) == 0;
}

static void
describe (struct spartap_loop *loop, struct sparta_invocation *invocation)
{
  const struct spartap_http *http = &loop->http;
  int64_t deadline_ms
    = spartap_decimal (spartap_http_header (http,
                                            "Lambda-Runtime-Deadline-Ms"));
  *invocation = (struct sparta_invocation) {
    .size = sizeof *invocation,
    .operation = SPARTA_INVOKE,
    .function = loop->function,
    .event = http->body,
    .event_size = http->body_size,
    .deadline_ms = deadline_ms < 0 ? 0 : deadline_ms,
    .request_id = loop->id.data,
    .function_arn
    = spartap_http_header (http, "Lambda-Runtime-Invoked-Function-Arn"),
    .trace_id = spartap_http_header (http, "Lambda-Runtime-Trace-Id"),
    .client_context
    = spartap_http_header (http, "Lambda-Runtime-Client-Context"),
    .identity = spartap_http_header (http, "Lambda-Runtime-Cognito-Identity"),
    .tenant_id = spartap_http_header (http, "Lambda-Runtime-Aws-Tenant-Id"),
    .opaque = loop,
  };
}

/* Answers an event of which only the head arrived whole.  */
static void
answer_cut (struct spartap_loop *loop, int error)
{
  struct sparta_reply reply = { .size = sizeof reply };
  if (!loop->http.head.complete || !keep_id (loop))
    return;
  spartap_reply_error (&reply, "Sparta.EventCut", SPARTAP_NOWHERE,
                       "the event did not arrive: %s",
                       spartap_http_strerror (error));
  spartap_loop_answer (loop, SPARTA_FAILED, &reply);
  spartap_free (&reply);
}

/* One request for an event.  Returns 1: INVOCATION is one; 0: stopped; -1:
   failed, reported; -2: no further try will help.  */
static int
ask (struct spartap_loop *loop, struct sparta_invocation *invocation)
{
  static const char what[] = "asking for an event";
  struct spartap_http_request request
    = { .head = loop->next.data, .head_size = loop->next.size,
        .patient = true };
  spartap_stop_waiting (loop, true);
  int error = spartap_http_exchange (&loop->http, &request);
  spartap_stop_waiting (loop, false);
  if (error == SPARTAP_HTTP_ESTOPPED)
    return 0;
  if (loop->http.repeated)
    spartap_log (SPARTAP_WARN, "Runtime API at %s: %s: the connection was "
                               "closed: asked again; an event that was on its "
                               "way is lost", loop->api, what);
  if (error != 0)
    {
      spartap_loop_report (loop, what, error);
      answer_cut (loop, error);
      return error == SPARTAP_HTTP_EADDRESS ? -2 : -1;
    }
  int status = loop->http.head.status;
  if (status / 100 == 2 && keep_id (loop))
    {
      describe (loop, invocation);
      return 1;
    }
  if (status / 100 == 2)
    spartap_log (SPARTAP_ERROR, "Runtime API at %s: an event without a "
                                "request id cannot be answered", loop->api);
  else
    spartap_loop_report (loop, what, 0);
  /* Nor is it known where the next response begins.  */
  spartap_http_disconnect (&loop->http);
  return status / 100 == 4 ? -2 : -1;
}

/* Waits for an event.  Returns 1: INVOCATION is one; 0: stopped; -1: the API
   fails for good.  */
static int
wait_event (struct spartap_loop *loop, struct sparta_invocation *invocation)
{
  for (int failures = 0;; failures++)
    {
      /* What comes while the process ends is the next one's.  */
      while (atomic_load (&loop->ending))
        pause ();
      if (loop->stop)
        return 0;
      int got = ask (loop, invocation);
      if (got >= 0)
        return got;
      if (got == -2 || failures == TRIES - 1)
        return -1;
      spartap_loop_pause (loop, failures);
    }
}

bool
spartap_loop_under_way_p (const struct spartap_loop *loop)
{
  bool under_way = atomic_load (&loop->under_way)
                   || atomic_load (&loop->answering);
  for (int i = 0; !under_way && loop->crew != NULL && i < loop->n_crew; i++)
    under_way = spartap_loop_under_way_p (&loop->crew[i]);
  return under_way;
}

/* Another thread that ends the process may have answered already.  */
static void
finish (struct spartap_loop *loop)
{
  atomic_store (&loop->answering, true);
  if (atomic_exchange (&loop->under_way, false))
    return;
  atomic_store (&loop->answering, false);
  /* Where it does not end by itself: a handler of the program's own may have
     gone on behind a crash.  */
  for (unsigned left = ENDING_S; left > 0;)
    left = sleep (left);
  _exit (1);
}

void
spartap_loop_answer_ended (struct spartap_loop *loop)
{
  struct sparta_reply reply = { .size = sizeof reply };
  spartap_reply_error (&reply, SPARTAP_TYPE_ENDED, SPARTAP_NOWHERE,
                       SPARTAP_ENDED);
  spartap_loop_answer (loop, SPARTA_FAILED, &reply);
  spartap_free (&reply);
}

/* Ends a child that a handler forked, and that came back from it: the event
   and the connection are its parent's.  */
static void
end_child (void)
{
  if (!spartap_stop_forked_p ())
    return;
  spartap_log (SPARTAP_ERROR, "a child that was forked returns from its "
                              "handler: it ends");
  _exit (1);
}

static int
handle (struct spartap_loop *loop, const struct sparta_invocation *invocation)
{
  /* The environment is the process's; of several events none has it.  */
  if (loop->leader == NULL)
    spartap_trace_set (&loop->trace, invocation->trace_id);
  atomic_store (&loop->under_way, true);
  bool late = atomic_load (&loop->ending);
  int outcome = late ? SPARTA_OK : loop->invoke (invocation, &loop->reply);
  end_child ();
  finish (loop);
  if (late)
    spartap_loop_answer_ended (loop);
  else
    spartap_loop_answer (loop, outcome, &loop->reply);
  atomic_store (&loop->answering, false);
  return outcome;
}

int
spartap_loop_prepare (struct spartap_loop *loop)
{
  spartap_http_init (&loop->http, loop->api);
  if (loop->stall_ms > 0)
    loop->http.stall_ms = loop->stall_ms;
  loop->reply.size = sizeof loop->reply;
  loop->process = getpid ();
  return spartap_buffer_printf (
    &loop->next,
    "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n"
    "Host: %s\r\nUser-Agent: %s\r\n\r\n",
    loop->api, loop->agent);
}

int
spartap_loop_serve (struct spartap_loop *loop)
{
  struct sparta_invocation invocation;
  int got, outcome = SPARTA_OK;
  spartap_stop_enter (loop);
  while ((outcome == SPARTA_OK || outcome == SPARTA_FAILED)
         && (got = wait_event (loop, &invocation)) > 0)
    outcome = handle (loop, &invocation);
  spartap_stop_leave (loop);
  return outcome == SPARTA_OK || outcome == SPARTA_FAILED ? got : outcome;
}

void
spartap_loop_release (struct spartap_loop *loop)
{
  loop->release (&loop->reply);
  spartap_trace_free (&loop->trace);
  spartap_http_free (&loop->http);
  spartap_buffer_free (&loop->next);
  spartap_buffer_free (&loop->head);
  spartap_buffer_free (&loop->id);
}

int
spartap_loop_run (struct spartap_loop *loop)
{
  int status = -1;
  if (loop->workers > 1)
    return spartap_workers_run (loop);
  if (spartap_loop_prepare (loop) == 0)
    {
      spartap_stop_begin (loop, 1);
      status = spartap_loop_serve (loop);
      spartap_stop_end ();
    }
  else
    spartap_log (SPARTAP_ERROR, "out of memory");
  spartap_loop_release (loop);
  return status == 0 ? 0 : 1;
}
