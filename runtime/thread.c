/* thread.c: the runtime's memory of each thread, and its end.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "thread.h"

#include <pthread.h>

#include "calls.h"
#include "crash.h"
#include "parts.h"

/* Initial-exec, because a signal handler must be able to look at it: the first
   access to a dynamically loaded library's other thread-local storage may
   allocate.  It is small beside what glibc keeps free for this.  */
static _Thread_local struct spartap_thread current
  __attribute__ ((tls_model ("initial-exec")));
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;
static bool key_made;

static void
forget (void *pointer)
{
  struct spartap_thread *thread = pointer;
  spartap_buffer_free (&thread->headers);
  spartap_buffer_free (&thread->error_type);
  spartap_buffer_free (&thread->failures);
  spartap_buffer_free (&thread->line);
  spartap_buffer_free (&thread->message);
  if (&spartap_metrics_part != NULL)
    spartap_metrics_part.free (&thread->metrics);
  spartap_arena_free (&thread->arena);
  spartap_calls_forget (thread);
  spartap_crash_forget (thread);
  thread->known = false;
}

static void
make_key (void)
{
  key_made = pthread_key_create (&key, forget) == 0;
}

/* A library that is unloaded takes its destructor along; the thread that
   unloads it is forgotten here.  */
__attribute__ ((destructor)) static void
delete_key (void)
{
  if (!key_made)
    return;
  pthread_key_delete (key);
  key_made = false;             /* the number may be another's from now on */
  if (current.known)
    forget (&current);
}

struct spartap_thread *
spartap_thread (void)
{
  if (__builtin_expect (!current.known, 0))
    {
      pthread_once (&once, make_key);
      if (key_made)
        pthread_setspecific (key, &current);
      current.known = true;
    }
  return &current;
}

struct spartap_thread *
spartap_thread_peek (void)
{
  return &current;
}

struct spartap_call *
spartap_call_current (void)
{
  return spartap_thread ()->call;
}
