/* loop-stop.c: SIGTERM ends the loop between two invocations.

   The wait for an event has no limit, and a signal may come just before it
   begins.  So the handler also gives the connection a short patience: a wait
   that it interrupts ends with EINTR, one that begins later ends with EAGAIN,
   and no invocation pays a system call for it.  An application that set a
   handler of its own for SIGTERM keeps it.

   SPDX-License-Identifier: MIT  */

#include <errno.h>
#include <pthread.h>
#include <signal.h>

#include "loop.h"

/* ms that a wait may last once SIGTERM came: Lambda kills after 500.  */
#define LAST_MS 20

/* A signal handler has no argument; there is one loop in a process.  */
static struct
{
  struct spartap_loop *volatile loop;
  pthread_t thread;
  volatile sig_atomic_t waiting;
  struct sigaction before;
  bool ours;
} stop;

/* The thread that waits must be the one that is interrupted.  */
static void
on_term (int signal)
{
  int saved = errno;
  struct spartap_loop *loop = stop.loop;
  if (loop != NULL)
    {
      loop->stop = 1;
      if (!pthread_equal (pthread_self (), stop.thread))
        pthread_kill (stop.thread, signal);
      else if (stop.waiting)
        spartap_http_patience (&loop->http, LAST_MS);
    }
  errno = saved;
}

void
spartap_stop_begin (struct spartap_loop *loop)
{
  /* Waits on a socket with a time limit are interrupted even so; the
     application's own reads and writes are not.  */
  struct sigaction action = { .sa_handler = on_term, .sa_flags = SA_RESTART };
  sigemptyset (&action.sa_mask);
  loop->stop = 0;
  loop->http.stop = &loop->stop;
  stop.ours = sigaction (SIGTERM, NULL, &stop.before) == 0
              && !(stop.before.sa_flags & SA_SIGINFO)
              && (stop.before.sa_handler == SIG_DFL
                  || stop.before.sa_handler == SIG_IGN);
  stop.thread = pthread_self ();
  stop.waiting = 0;
  stop.loop = loop;
  if (stop.ours)
    sigaction (SIGTERM, &action, NULL);
}

void
spartap_stop_end (void)
{
  if (stop.ours)
    sigaction (SIGTERM, &stop.before, NULL);
  stop.loop = NULL;
}

void
spartap_stop_waiting (bool waiting)
{
  stop.waiting = waiting;
  if (!waiting && stop.loop->stop)
    spartap_http_patience (&stop.loop->http, stop.loop->http.stall_ms);
}
