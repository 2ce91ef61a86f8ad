/* loop-stop.c: SIGTERM ends the loops between two invocations.

   The wait for an event has no limit, and a signal may come just before it
   begins.  So the handler also gives the connection a short patience: a wait
   that it interrupts is begun once more, as an event may be on its way, one
   that begins later ends with EAGAIN, and no invocation pays a system call for
   it.  Each loop is stopped in its own thread, to which the signal is handed
   on: nothing that a loop works with is touched from another one.  An
   application that set a handler of its own for SIGTERM keeps it, and a child
   that a handler forked ends by it.

   SPDX-License-Identifier: MIT  */

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "loop.h"

/* ms that a wait may last once SIGTERM came: Lambda kills after 500.  */
#define LAST_MS 20

/* A signal handler has no argument; a process serves once at a time.  */
static struct
{
  struct spartap_loop *_Atomic loops;
  int n;
  atomic_bool came;             /* and was handed on */
  atomic_int handlers;          /* of ours that run */
  struct sigaction before;
  pid_t process;                /* that serves */
  bool ours;
  bool watched;                 /* fork is */
  volatile bool forked;         /* since then: this is a child */
} stop;

/* Stops LOOP, which the calling thread serves.  */
static void
stop_own (struct spartap_loop *loop)
{
  loop->stop = 1;
  if (loop->waiting)
    spartap_http_patience (&loop->http, LAST_MS);
}

/* The thread that waits must be the one that is interrupted.  A child has no
   loop: there the signal comes again, to whoever had it.  */
static void
on_term (int signal)
{
  int saved = errno;
  if (getpid () != stop.process)
    {
      sigaction (signal, &stop.before, NULL);
      raise (signal);
      return;
    }
  atomic_fetch_add (&stop.handlers, 1);
  struct spartap_loop *loops = atomic_load (&stop.loops);
  bool first = !atomic_exchange (&stop.came, true);
  for (int i = 0; loops != NULL && i < stop.n; i++)
    if (!atomic_load (&loops[i].running))
      continue;
    else if (pthread_equal (pthread_self (), loops[i].thread))
      stop_own (&loops[i]);
    else if (first)
      pthread_kill (loops[i].thread, signal);
  atomic_fetch_sub (&stop.handlers, 1);
  errno = saved;
}

/* No invocation pays a system call for it, as for getpid.  */
static void
in_child (void)
{
  stop.forked = true;
}

bool
spartap_stop_forked_p (void)
{
  return stop.forked;
}

void
spartap_stop_begin (struct spartap_loop *loops, int n)
{
  /* Waits on a socket with a time limit are interrupted even so; the
     application's own reads and writes are not.  */
  struct sigaction action = { .sa_handler = on_term, .sa_flags = SA_RESTART };
  sigemptyset (&action.sa_mask);
  stop.ours = sigaction (SIGTERM, NULL, &stop.before) == 0
              && !(stop.before.sa_flags & SA_SIGINFO)
              && (stop.before.sa_handler == SIG_DFL
                  || stop.before.sa_handler == SIG_IGN);
  stop.n = n;
  stop.process = getpid ();
  stop.forked = false;
  stop.watched = stop.watched || pthread_atfork (NULL, NULL, in_child) == 0;
  atomic_store (&stop.came, false);
  atomic_store (&stop.loops, loops);
  if (stop.ours)
    sigaction (SIGTERM, &action, NULL);
}

/* A signal that was handed on before the thread was there is found here.  */
void
spartap_stop_enter (struct spartap_loop *loop)
{
  loop->stop = loop->waiting = 0;
  loop->http.stop = &loop->stop;
  loop->thread = pthread_self ();
  atomic_store (&loop->running, true);
  if (atomic_load (&stop.came))
    loop->stop = 1;
}

/* A pause of no time is a system call, at whose end signals arrive.  */
static void
rest (void)
{
  nanosleep (&(struct timespec) { 0 }, NULL);
}

/* Waits until no handler looks at the loops, as it was told not to.  */
static void
wait_handlers (void)
{
  while (atomic_load (&stop.handlers) > 0)
    rest ();
}

/* Nobody hands a signal to the thread afterwards.  */
void
spartap_stop_leave (struct spartap_loop *loop)
{
  atomic_store (&loop->running, false);
  wait_handlers ();
}

void
spartap_stop_end (void)
{
  atomic_store (&stop.loops, NULL);
  wait_handlers ();
  /* What was handed to this thread arrives while the handler is there.  */
  rest ();
  if (stop.ours)
    sigaction (SIGTERM, &stop.before, NULL);
}

void
spartap_stop_waiting (struct spartap_loop *loop, bool waiting)
{
  loop->waiting = waiting;
  if (!waiting && loop->stop)
    spartap_http_patience (&loop->http, loop->http.stall_ms);
}
