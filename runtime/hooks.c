/* hooks.c: calls the program's hooks.  The registry (service.c) has them,
   complete: what the program left out, or did not know, is NULL.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "hooks.h"

#include <string.h>

#include "thread.h"

/* Says that the calling thread is in the hook NAME; returns in which it was,
   for a hook may call Lambda.  */
static const char *
enter (const char *name)
{
  struct spartap_thread *thread = spartap_thread ();
  const char *outer = thread->hook;
  thread->hook = name;
  return outer;
}

static void
leave (const char *outer)
{
  spartap_thread ()->hook = outer;
}

/* Calls HOOK, if there is one.  */
static int
call (int (*hook) (void *), const char *name, void *data)
{
  if (hook == NULL)
    return 0;
  const char *outer = enter (name);
  int status = hook (data);
  leave (outer);
  return status;
}

/* Fills HOOKS with what GIVEN has of it.  Returns whether GIVEN can be used.
   A pointer that its size cuts through is left out.  */
static bool
complete (sparta_hooks *hooks, const sparta_hooks *given)
{
  memset (hooks, 0, sizeof *hooks);
  if (given == NULL)
    return true;
  size_t size = given->size;
  if (size < offsetof (sparta_hooks, before_init))
    return false;
  if (size > sizeof *hooks)
    size = sizeof *hooks;
  memcpy (hooks, given, size - size % sizeof hooks->data);
  return true;
}

/* Says in WHY that the hook NAME returned STATUS; the type of such an
   error.  */
static const char *
refuse (struct spartap_buffer *why, const char *name, int status)
{
  spartap_buffer_clear (why);
  spartap_buffer_printf (why, "%s returned %d", name, status);
  return SPARTAP_TYPE_INIT;
}

const char *
spartap_hooks_init (const sparta_service *service, const sparta_hooks *given,
                    struct spartap_buffer *why)
{
  sparta_hooks hooks;
  if (!complete (&hooks, given))
    {
      spartap_buffer_append_text (why, "the hooks have no size: set .size to "
                                       "sizeof (sparta_hooks)");
      return SPARTAP_TYPE_SERVICE;
    }
  int status = call (hooks.before_init, "before_init", hooks.data);
  if (status != 0)
    return refuse (why, "before_init", status);
  int error = spartap_service_register (service, &hooks, why);
  if (error != 0)
    return error == SPARTA_ENOMEM ? SPARTAP_TYPE_MEMORY
                                  : SPARTAP_TYPE_SERVICE;
  status = call (hooks.after_init, "after_init", hooks.data);
  if (status == 0)
    return NULL;
  spartap_service_withdraw ();
  return refuse (why, "after_init", status);
}

void
spartap_hooks_shutdown (void)
{
  const sparta_hooks *hooks = spartap_service_hooks ();
  if (hooks->at_shutdown == NULL)
    return;
  const char *outer = enter ("at_shutdown");
  hooks->at_shutdown (hooks->data);
  leave (outer);
}

void
spartap_hooks_invoke (struct spartap_call *call)
{
  const sparta_hooks *hooks = spartap_service_hooks ();
  int status = 0;
  spartap_thread ()->bottom = __builtin_frame_address (0);
  if (hooks->before_invoke != NULL)
    {
      const char *outer = enter ("before_invoke");
      status = hooks->before_invoke (&call->event, &call->context,
                                     &call->response, &call->logger,
                                     hooks->data);
      leave (outer);
    }
  if (status != 0)
    return;
  call->context.lambda->handler (&call->event, &call->context,
                                 &call->response, &call->logger);
  if (hooks->after_invoke != NULL)
    {
      const char *outer = enter ("after_invoke");
      hooks->after_invoke (&call->event, &call->context, &call->response,
                           &call->logger, hooks->data);
      leave (outer);
    }
}

const char *
spartap_hooks_operation_name (uint32_t operation)
{
  return operation == SPARTA_BEFORE_SNAPSHOT ? "before_snapshot"
                                             : "after_restore";
}

int
spartap_hooks_operate (uint32_t operation)
{
  const sparta_hooks *hooks = spartap_service_hooks ();
  spartap_thread ()->bottom = __builtin_frame_address (0);
  return call (operation == SPARTA_BEFORE_SNAPSHOT ? hooks->before_snapshot
                                                   : hooks->after_restore,
               spartap_hooks_operation_name (operation), hooks->data);
}
