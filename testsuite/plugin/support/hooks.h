/* hooks.h: hello.h's service, and hooks of every kind that say their names and
   return what a case gives them in status.
   SPDX-License-Identifier: MIT  */
#include <stdio.h>
#include "support/hello.h"

static struct { int init, late_init, invoke, snapshot, restore; } status;

#define SAY(hook, value) \
  static int hook (void *data) \
  { printf (#hook " %s\n", (const char *) data); return value; }

SAY (before_init, status.init)
SAY (after_init, status.late_init)
SAY (before_snapshot, status.snapshot)
SAY (after_restore, status.restore)

static int
before_invoke (const sparta_event *event, const sparta_context *context,
               sparta_response *response, sparta_logger *logger, void *data)
{
  (void) event, (void) logger;
  printf ("before_invoke %s %s\n", sparta_context_request_id (context),
          (const char *) data);
  return status.invoke == 0 ? 0 : sparta_response_printf (response, "no")
                                  + status.invoke;
}

static void
after_invoke (const sparta_event *event, const sparta_context *context,
              sparta_response *response, sparta_logger *logger, void *data)
{
  (void) event, (void) context, (void) response, (void) logger;
  printf ("after_invoke %s\n", (const char *) data);
}

static void
at_shutdown (void *data)
{
  printf ("at_shutdown %s\n", (const char *) data);
}

static char hooks_data[] = "data";
static const sparta_hooks hooks = {
  .size = sizeof hooks, .data = hooks_data, .before_init = before_init,
  .after_init = after_init, .before_invoke = before_invoke,
  .after_invoke = after_invoke, .before_snapshot = before_snapshot,
  .after_restore = after_restore, .at_shutdown = at_shutdown,
};
