/* app-exit.c: an exit in the middle of an invocation is reported.  A library
   contains exit (exit.c); a program that runs by itself ends, as it always
   did, and Lambda starts it afresh, but its invoker learns why.

   on_exit is the C library's own: atexit would not tell the status.  What
   runs no handlers at all, _exit and _Exit, cannot be seen from here.

   SPDX-License-Identifier: MIT  */

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "app.h"
#include "thread.h"

static struct spartap_exit_watch watch;
static pid_t process;
static pthread_mutex_t exiting = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

/* Makes REPLY the function error.  CALL is what was called: "exit (3)".  */
static void
make_error (struct sparta_reply *reply, const char *call)
{
  const struct spartap_call *current = spartap_call_current ();
  struct spartap_site site = spartap_site_current ();
  const char *hook = spartap_thread ()->hook;
  if (current != NULL)
    spartap_reply_error (reply, SPARTAP_TYPE_EXIT, site, "%s%s%s called %s",
                         hook == NULL ? "" : hook, hook == NULL ? "" : " of ",
                         current->context.lambda->name, call);
  else if (hook != NULL)
    spartap_reply_error (reply, SPARTAP_TYPE_INIT, site, "%s called %s", hook,
                         call);
  else
    spartap_reply_error (reply, SPARTAP_TYPE_EXIT, site,
                         "a thread called %s while %s was under way", call,
                         watch.function);
}

static void
report (const char *call, int status)
{
  struct sparta_reply reply = { .size = sizeof reply };
  /* A child of the handler's exits on its own account.  */
  if (process != getpid ())
    return;
  /* For good: another thread that exits would cut the report short.  */
  pthread_mutex_lock (&exiting);
  if (watch.under_way_p == NULL || !watch.under_way_p (watch.opaque))
    return;
  watch.under_way_p = NULL;     /* once is enough */
  make_error (&reply, call);
  watch.report (watch.opaque, &reply, status);
  spartap_free (&reply);
}

static void
on_exit_called (int status, void *unused)
{
  struct spartap_buffer call = { 0 };
  (void) unused;
  if (spartap_buffer_printf (&call, "exit (%d)", status) == 0)
    report (call.data, status);
  else
    report ("exit", status);
  spartap_buffer_free (&call);
}

static void
on_quick_exit_called (void)
{
  report ("quick_exit", EXIT_FAILURE);
}

void
spartap_exit_watch (const struct spartap_exit_watch *wanted)
{
  int failed = 0;
  watch = *wanted;
  process = getpid ();
  /* Once more, so that it is called ahead of what was registered since.  Each
     is called once: a thread that finds none left would end the process while
     another one reports.  */
  for (int i = -1; i < watch.workers; i++)
    failed |= on_exit (on_exit_called, NULL);
  if (failed != 0 || at_quick_exit (on_quick_exit_called) != 0)
    spartap_log (SPARTAP_WARN, "an exit of the handler's will not be "
                               "reported: out of memory");
}

void
spartap_exit_forget (void)
{
  watch.under_way_p = NULL;
}
