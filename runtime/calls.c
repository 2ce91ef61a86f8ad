/* calls.c: the memory of invocations, which outlives them: whoever keeps what
   a handler was given, a thread that it began say, and uses it too late finds
   objects that are closed, and not what lies in their place by then.

   Each thread has a ring of them, made by its first invocation, and takes the
   one that was closed the longest ago.

   SPDX-License-Identifier: MIT  */

#include "calls.h"

#include <stdlib.h>

#include "thread.h"

#define RING 16

static bool
in_ring_p (const struct spartap_thread *thread,
           const struct spartap_call *call)
{
  return call >= thread->calls && call < thread->calls + RING;
}

struct spartap_call *
spartap_call_open (struct spartap_thread *thread)
{
  if (thread->calls == NULL)
    thread->calls = calloc (RING, sizeof *thread->calls);
  if (thread->calls == NULL)
    return NULL;
  for (int i = 0; i < RING; i++)
    {
      struct spartap_call *call = &thread->calls[thread->next_call++ % RING];
      if (call->open)
        continue;
      call->open = true;
      return call;
    }
  /* Handlers that call Lambda in their turn, that deep.  */
  return calloc (1, sizeof *thread->calls);
}

void
spartap_call_close (struct spartap_thread *thread, struct spartap_call *call)
{
  static const struct sparta_invocation none = { .size = sizeof none };
  if (!in_ring_p (thread, call))
    {
      free (call);
      return;
    }
  call->event.data = "";
  call->event.size = 0;
  if (call->request.read)
    call->request = (struct spartap_request) { .read = true };
  call->context.invocation = &none;
  call->logger = (sparta_logger) { .context = NULL };
  __atomic_store_n (&call->response.closed, true, __ATOMIC_RELEASE);
  call->open = false;
}

void
spartap_calls_forget (struct spartap_thread *thread)
{
  free (thread->calls);
  thread->calls = NULL;
}
