/* loop-workers.c: several loops in one process, each with a thread and a
   connection of its own.  Lambda's managed instances hand a process up to
   AWS_LAMBDA_MAX_CONCURRENCY events at once ("Building custom runtimes for
   Lambda Managed Instances"); elsewhere the variable is not set.

   A worker whose API fails ends alone; the others serve on.  A reply that is
   fatal ends the process: the others have a moment to answer.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "decimal.h"
#include "internal.h"
#include "loop.h"

/* The most that Lambda lets a function have: AWS::Lambda::Function,
   PerExecutionEnvironmentMaxConcurrency.  */
#define WORKERS_MAX 1600

#define VARIABLE "AWS_LAMBDA_MAX_CONCURRENCY"

int
spartap_loop_workers (void)
{
  const char *text = getenv (VARIABLE);
  if (text == NULL || *text == 0)
    return 1;
  int64_t n = spartap_decimal (text);
  if (n >= 1 && n <= WORKERS_MAX)
    return n;
  spartap_log (SPARTAP_WARN, VARIABLE " is \"%s\", no number from 1 to %d: 1 "
               "is used", text, WORKERS_MAX);
  return 1;
}

void
spartap_workers_stop (struct spartap_loop *crew, int n)
{
  for (int i = 0; i < n; i++)
    atomic_store (&crew[i].ending, true);
}

void
spartap_workers_wait (const struct spartap_loop *crew, int n,
                      const struct spartap_loop *own)
{
  for (int i = 0, ms = 0; i < n && ms < SPARTAP_GRACE_MS;)
    if (&crew[i] == own || !atomic_load (&crew[i].answering)
        || crew[i].process != getpid ())
      i++;
    else
      {
        nanosleep (&(struct timespec) { .tv_nsec = 1000000 }, NULL);
        ms++;
      }
}

void
spartap_workers_end (void *opaque, const char *json, size_t size)
{
  struct spartap_loop *leader = opaque;
  (void) json;
  (void) size;
  if (leader->crew == NULL)
    return;
  spartap_workers_stop (leader->crew, leader->n_crew);
  spartap_workers_wait (leader->crew, leader->n_crew, NULL);
}

/* Gives the crew of LEADER a moment, and ends the process.  A handler that
   goes on reads its event in its loop's connection, so its event is answered
   on another; a response that is streamed is cut, and so tells; and main is
   not run on beside it.  */
_Noreturn static void
end_crew (struct spartap_loop *leader)
{
  spartap_workers_stop (leader->crew, leader->n_crew);
  for (int ms = 0; ms < SPARTAP_GRACE_MS && spartap_loop_under_way_p (leader);
       ms++)
    nanosleep (&(struct timespec) { .tv_nsec = 1000000 }, NULL);
  for (int i = 0; i < leader->n_crew; i++)
    if (atomic_exchange (&leader->crew[i].under_way, false)
        && leader->crew[i].stream == SPARTAP_STREAM_NONE)
      {
        struct spartap_loop last = { .api = leader->api,
                                     .agent = leader->agent,
                                     .id = leader->crew[i].id };
        spartap_http_init (&last.http, last.api);
        spartap_loop_answer_ended (&last);
        spartap_http_free (&last.http);
        spartap_buffer_free (&last.head);
      }
  exit (1);
}

/* Returns a status, a pointer to which would need memory.  */
static void *
work (void *opaque)
{
  struct spartap_loop *loop = opaque;
  int status = spartap_loop_serve (loop);
  if (status != 0 && status != -1)
    end_crew (loop->leader);
  return status == 0 ? loop : NULL;
}

/* Serves with N workers; the exit status.  */
static int
serve (struct spartap_loop *leader, struct spartap_loop *loops,
       pthread_t *threads, int n)
{
  void *stopped = loops;
  int status = 0, n_threads = 0;
  leader->n_crew = n;
  leader->crew = loops;
  spartap_stop_begin (loops, n);
  while (n_threads < n
         && pthread_create (&threads[n_threads], NULL, work,
                            &loops[n_threads]) == 0)
    n_threads++;
  if (n_threads < n)
    spartap_log (SPARTAP_ERROR, "no memory for more than %d of %d workers",
                 n_threads, n);
  for (int i = 0; i < n_threads; i++)
    {
      pthread_join (threads[i], &stopped);
      if (stopped == NULL)
        status = 1;
    }
  spartap_stop_end ();
  leader->crew = NULL;
  return n_threads == 0 ? 1 : status;
}

int
spartap_workers_run (struct spartap_loop *leader)
{
  int n = leader->workers, status = 1, prepared = 0;
  struct spartap_loop *loops = calloc (n, sizeof *loops);
  pthread_t *threads = calloc (n, sizeof *threads);
  while (loops != NULL && threads != NULL && prepared < n)
    {
      struct spartap_loop *loop = &loops[prepared++];
      *loop = *leader;
      loop->leader = leader;
      if (spartap_loop_prepare (loop) != 0)
        n = 0;
    }
  if (prepared > 0 && n > 0)
    status = serve (leader, loops, threads, n);
  else
    spartap_log (SPARTAP_ERROR, "out of memory");
  for (int i = 0; i < prepared; i++)
    spartap_loop_release (&loops[i]);
  free (loops);
  free (threads);
  return status;
}
