/* invoke.c: the way of one invocation, from the host's struct to the handler
   and back.  Nothing here locks or, in a steady state, allocates.

   SPDX-License-Identifier: MIT  */

#include <string.h>

#include "calls.h"
#include "cold.h"
#include "crash.h"
#include "hooks.h"
#include "internal.h"
#include "parts.h"
#include "thread.h"

void
spartap_call_exit (int status)
{
  struct spartap_call *call = spartap_call_current ();
  if (call == NULL)
    return;
  call->exit_status = status;
  siglongjmp (call->exit, 1);
}

struct spartap_site
spartap_site_current (void)
{
  return spartap_thread ()->site;
}

void
spartap_exit_site (const char *file, int line)
{
  spartap_thread ()->site = (struct spartap_site) { file, line };
}

/* The names of the functions there are, for an error message.  */
SPARTAP_COLD static const char *
known_names (struct spartap_buffer *names)
{
  const sparta_service *service = spartap_service ();
  spartap_buffer_clear (names);
  for (size_t i = 0; i < service->n_lambdas; i++)
    if (spartap_buffer_printf (names, "%s%s", i == 0 ? "" : ", ",
                               service->lambdas[i].name) != 0)
      return "(out of memory)";
  return names->data;
}

/* What a handler or a hook that called exit leaves: an error reply.  Its
   body's memory is given back first.  */
SPARTAP_COLD static int
finish_exit (struct spartap_call *call, struct spartap_thread *thread,
             struct sparta_reply *reply)
{
  struct spartap_site site = thread->site;
  const char *words = thread->last_words, *hook = thread->hook;
  thread->site = SPARTAP_NOWHERE;
  thread->last_words = NULL;
  spartap_reply_take (reply, SPARTA_REPLY_ERROR, &call->response.body);
  return spartap_reply_error (
    reply, SPARTAP_TYPE_EXIT, site, "%s%s%s called exit (%d)%s%s",
    hook == NULL ? "" : hook, hook == NULL ? "" : " of ",
    call->context.lambda->name, call->exit_status, words == NULL ? "" : ": ",
    words == NULL ? "" : words);
}

/* An HTTP function can neither read another event nor answer it.  */
SPARTAP_COLD static int
refuse_event (struct spartap_call *call, struct sparta_reply *reply)
{
  spartap_reply_take (reply, SPARTA_REPLY_ERROR, &call->response.body);
  return spartap_http_part.refuse (call->context.lambda->name, reply);
}

/* Calls the handler between its hooks, and makes REPLY of what came of it.  */
static int
run (struct spartap_call *call, struct spartap_thread *thread,
     struct sparta_reply *reply)
{
  if (sigsetjmp (call->exit, 0) != 0)
    return finish_exit (call, thread, reply);
  if (call->context.lambda->http
      && !spartap_http_part.request_p (&call->event))
    return refuse_event (call, reply);
  spartap_hooks_invoke (call);
  /* A string that had no memory was NULL, as one that is not there.  */
  if (thread->arena.failed)
    call->response.out_of_memory = true;
  return spartap_response_finish (&call->response, reply);
}

/* What the invocation leaves on standard output.  */
static void
finish_output (struct spartap_call *call, struct spartap_thread *thread,
               int outcome, const struct sparta_reply *reply)
{
  bool broken = spartap_stdio_flush ();
  if (call->logger.metrics != NULL)
    spartap_metrics_part.end (&call->metrics, &thread->metrics,
                              &call->context, outcome,
                              call->response.streamed + reply->data_size,
                              broken);
}

static void
move (struct spartap_buffer *to, struct spartap_buffer *from)
{
  spartap_buffer_free (to);
  *to = *from;
  *from = (struct spartap_buffer) { 0 };
}

/* CALL has the thread's buffers while it lasts, for a handler may call Lambda
   in its turn; they are the thread's again when the reply points into them. */
static void
lend_buffers (struct spartap_call *call, struct spartap_thread *thread)
{
  call->headers = call->error_type = call->failures
    = (struct spartap_buffer) { 0 };
  move (&call->headers, &thread->headers);
  move (&call->error_type, &thread->error_type);
  move (&call->failures, &thread->failures);
  spartap_buffer_clear (&call->headers);
  spartap_buffer_clear (&call->error_type);
  spartap_buffer_clear (&call->failures);
}

static void
take_buffers (struct spartap_call *call, struct spartap_thread *thread)
{
  move (&thread->headers, &call->headers);
  move (&thread->error_type, &call->error_type);
  move (&thread->failures, &call->failures);
}

/* Makes CALL one of LAMBDA, with THREAD's memory.  */
static void
lay_out (struct spartap_call *call, struct spartap_thread *thread,
         const struct sparta_invocation *invocation,
         const sparta_lambda *lambda, struct sparta_reply *reply)
{
  call->event.data = invocation->event != NULL ? invocation->event : "";
  call->event.size = invocation->event != NULL ? invocation->event_size : 0;
  call->cleanup = (struct spartap_cleanup) { NULL, NULL };
  call->event.cleanup = &call->cleanup;
  call->event.request = &call->request;
  call->request.read = false;
  call->event.arena = &thread->arena;
  call->event.passed = (struct spartap_passed) { NULL, NULL };
  call->context.invocation = invocation;
  call->context.lambda = lambda;
  call->context.cold_start = spartap_context_cold_start ();
  call->logger.context = &call->context;
  call->logger.metrics = lambda->metrics ? &call->metrics : NULL;
  call->response = (sparta_response) { .body = spartap_reply_lend (reply),
                                       .headers = &call->headers,
                                       .error_type = &call->error_type,
                                       .failures = &call->failures,
                                       .http = lambda->http ? &call->event
                                                            : NULL };
  lend_buffers (call, thread);
  if (lambda->metrics)
    spartap_metrics_part.begin (&call->metrics, &thread->metrics);
}

static int
call_handler (const struct sparta_invocation *invocation,
              const sparta_lambda *lambda, struct sparta_reply *reply)
{
  struct spartap_thread *thread = spartap_thread ();
  struct spartap_call *outer = thread->call;
  const char *outer_hook = thread->hook;
  const void *outer_bottom = thread->bottom;
  struct spartap_mark mark = spartap_arena_mark (&thread->arena);
  struct spartap_call *call = spartap_call_open (thread);
  if (call == NULL)
    return spartap_reply_error_memory (reply);
  lay_out (call, thread, invocation, lambda, reply);
  thread->site = SPARTAP_NOWHERE;       /* an earlier error (0, ..) left one */
  spartap_crash_enter (thread);
  thread->call = call;
  thread->hook = NULL;
  int outcome = run (call, thread, reply);
  finish_output (call, thread, outcome, reply);
  thread->call = outer;
  thread->hook = outer_hook;
  thread->bottom = outer_bottom;
  take_buffers (call, thread);
  if (call->cleanup.data != NULL)
    call->cleanup.free (call->cleanup.data);
  spartap_call_close (thread, call);
  spartap_arena_release (&thread->arena, mark);
  return outcome;
}

/* Calls the hook of OPERATION, which belongs to no function: what names one
   names the hook.  */
SPARTAP_COLD static int
call_hook (struct spartap_call *call, uint32_t operation,
           struct sparta_reply *reply)
{
  struct spartap_thread *thread = spartap_thread ();
  const char *name = call->context.lambda->name;
  if (sigsetjmp (call->exit, 0) != 0)
    {
      thread->hook = NULL;
      return finish_exit (call, thread, reply);
    }
  int status = spartap_hooks_operate (operation);
  spartap_reply_take (reply, SPARTA_REPLY_PAYLOAD, &call->response.body);
  if (status != 0)
    return spartap_reply_error (reply, SPARTAP_TYPE_HOOK, SPARTAP_NOWHERE,
                                "%s returned %d", name, status);
  return spartap_reply_copy (reply, SPARTA_REPLY_PAYLOAD, "null", 4);
}

SPARTAP_COLD static int
operate (const struct sparta_invocation *invocation,
         struct sparta_reply *reply)
{
  struct spartap_thread *thread = spartap_thread ();
  struct spartap_call *outer = thread->call;
  const char *outer_hook = thread->hook;
  const void *outer_bottom = thread->bottom;
  sparta_lambda hook
    = { .name = spartap_hooks_operation_name (invocation->operation) };
  struct spartap_call call
    = { .context = { .invocation = invocation, .lambda = &hook } };
  call.response.body = spartap_reply_lend (reply);
  spartap_crash_enter (thread);
  thread->call = &call;
  int outcome = call_hook (&call, invocation->operation, reply);
  thread->call = outer;
  thread->hook = outer_hook;
  thread->bottom = outer_bottom;
  spartap_stdio_flush ();
  return outcome;
}

static int
invoke (const struct sparta_invocation *invocation, struct sparta_reply *reply)
{
  const char *name = invocation->function;
  if (name == NULL)
    name = "";
  const sparta_lambda *lambda = spartap_service_find (name);
  if (lambda == NULL)
    return spartap_reply_error (reply, SPARTAP_TYPE_UNKNOWN, SPARTAP_NOWHERE,
                                "there is no function \"%s\"; %s has: %s",
                                name, spartap_service ()->name,
                                known_names (&spartap_thread ()->line));
  return call_handler (invocation, lambda, reply);
}

int
spartap_invoke (const struct sparta_invocation *given,
                struct sparta_reply *reply)
{
  /* A host that knows fewer members leaves the others 0.  */
  struct sparta_invocation invocation = { 0 };
  size_t size = given->size < sizeof invocation ? given->size
                                                : sizeof invocation;
  memcpy (&invocation, given, size);
  if (spartap_service () == NULL)
    return spartap_reply_error (reply, SPARTAP_TYPE_INIT, SPARTAP_NOWHERE,
                                "Lambda was called while nothing is served: "
                                "call LambdaInit first, and once");
  switch (invocation.operation)
    {
    case SPARTA_INVOKE:
      return invoke (&invocation, reply);
    case SPARTA_BEFORE_SNAPSHOT:
    case SPARTA_AFTER_RESTORE:
      return operate (&invocation, reply);
    case SPARTA_SHUTDOWN:
      return spartap_shutdown (reply);
    default:
      return spartap_reply_error (reply, SPARTAP_TYPE_ABI, SPARTAP_NOWHERE,
                                  "operation %u is unknown to ABI %d",
                                  invocation.operation, SPARTA_ABI);
    }
}
