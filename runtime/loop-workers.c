/* loop-workers.c: several loops in one process, each with a thread and a
   connection of its own.  Lambda's managed instances hand a process up to
   AWS_LAMBDA_MAX_CONCURRENCY events at once ("Building custom runtimes for
   Lambda Managed Instances"); elsewhere the variable is not set.

   A worker whose API fails ends alone; the others serve on.  A reply that is
   fatal ends the process: the others have GRACE_MS to answer.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "decimal.h"
#include "internal.h"
#include "loop.h"

/* The most that Lambda lets a function have: AWS::Lambda::Function,
   PerExecutionEnvironmentMaxConcurrency.  */
#define WORKERS_MAX 1600

/* What a handler finds in an executable's main thread, by default.  */
#define STACK_MIN (8 * 1024 * 1024)

#define GRACE_MS 500

#define VARIABLE "AWS_LAMBDA_MAX_CONCURRENCY"

static struct
{
  pthread_mutex_t lock;
  pthread_cond_t changed;
  int n_running;
  int status;                   /* the worst that a worker returned */
} crew = { .lock = PTHREAD_MUTEX_INITIALIZER,
           .changed = PTHREAD_COND_INITIALIZER };

int
spartap_loop_workers (void)
{
  const char *text = getenv (VARIABLE);
  if (text == NULL || *text == 0)
    return 1;
  int64_t n = spartap_decimal (text);
  if (n >= 1 && n <= WORKERS_MAX)
    return n;
  spartap_log (SPARTAP_WARN, VARIABLE " is \"%s\", no number from 1 to %d: one "
               "event is served at a time", text, WORKERS_MAX);
  return 1;
}

/* Whether a loop that ended with STATUS ends the process.  */
static bool
fatal_p (int status)
{
  return status != 0 && status != -1;
}

static void *
work (void *opaque)
{
  int status = spartap_loop_serve (opaque);
  pthread_mutex_lock (&crew.lock);
  crew.n_running--;
  if (fatal_p (status) || (crew.status == 0 && status != 0))
    crew.status = status;
  pthread_cond_signal (&crew.changed);
  pthread_mutex_unlock (&crew.lock);
  return NULL;
}

/* Makes N workers of LEADER; -1: out of memory.  */
static int
make (const struct spartap_loop *leader, struct spartap_loop *loops, int n)
{
  int error = 0;
  for (int i = 0; i < n; i++)
    {
      loops[i] = *leader;
      loops[i].beside = true;
      /* Each is prepared, for each is released.  */
      if (spartap_loop_prepare (&loops[i]) != 0)
        error = -1;
    }
  return error;
}

/* Starts what can be started; how many.  */
static int
start (struct spartap_loop *loops, pthread_t *threads, int n)
{
  pthread_attr_t attributes;
  size_t size = 0;
  int i = 0, error = 0;
  pthread_attr_init (&attributes);
  if (pthread_attr_getstacksize (&attributes, &size) == 0 && size < STACK_MIN)
    pthread_attr_setstacksize (&attributes, STACK_MIN);
  crew.n_running = n;
  crew.status = 0;
  while (i < n
         && (error = pthread_create (&threads[i], &attributes, work,
                                     &loops[i])) == 0)
    i++;
  pthread_attr_destroy (&attributes);
  if (i < n)
    spartap_log (SPARTAP_ERROR, "%d of %d workers serve: %s", i, n,
                 strerror (error));
  pthread_mutex_lock (&crew.lock);
  crew.n_running -= n - i;
  pthread_mutex_unlock (&crew.lock);
  return i;
}

/* Waits until no worker runs, or one was fatal; the worst status.  */
static int
wait_end (void)
{
  pthread_mutex_lock (&crew.lock);
  while (crew.n_running > 0 && !fatal_p (crew.status))
    pthread_cond_wait (&crew.changed, &crew.lock);
  int status = crew.status;
  pthread_mutex_unlock (&crew.lock);
  return status;
}

/* Answers the event of a handler that does not return, if it is still to be
   answered.  The handler reads its event in the loop's connection: this takes
   another.  */
static bool
abandon (struct spartap_loop *loop)
{
  struct spartap_loop last
    = { .api = loop->api, .agent = loop->agent, .id = loop->id };
  struct sparta_reply reply = { .size = sizeof reply };
  if (!atomic_exchange (&loop->under_way, false))
    return false;
  spartap_http_init (&last.http, last.api);
  spartap_reply_error (&reply, "Sparta.Ended", SPARTAP_NOWHERE,
                       "the process ends by a fault of another invocation");
  spartap_loop_answer (&last, SPARTA_FAILED, &reply);
  return true;
}

/* Gives LEADER's crew a moment to end; a handler that goes on is not ended but
   with the process, whose main is not run on beside it.  */
static void
end_crew (struct spartap_loop *leader)
{
  bool abandoned = false;
  for (int i = 0; i < leader->n_crew; i++)
    atomic_store (&leader->crew[i].ending, true);
  for (int ms = 0; ms < GRACE_MS && spartap_loop_under_way_p (leader); ms++)
    nanosleep (&(struct timespec) { .tv_nsec = 1000000 }, NULL);
  for (int i = 0; i < leader->n_crew; i++)
    abandoned = abandon (&leader->crew[i]) || abandoned;
  if (abandoned)
    _exit (1);
}

/* Serves with N workers; what spartap_loop_run returns, or -1 where some still
   wait: their memory is used until the process ends.  */
static int
serve (struct spartap_loop *leader, struct spartap_loop *loops,
       pthread_t *threads, int n)
{
  leader->n_crew = n;
  leader->crew = loops;
  spartap_stop_begin (loops, n);
  int n_threads = start (loops, threads, n);
  int status = n_threads > 0 ? wait_end () : 1;
  if (fatal_p (status) && n_threads > 0)
    {
      end_crew (leader);
      return -1;
    }
  spartap_stop_forget ();
  leader->crew = NULL;
  for (int i = 0; i < n_threads; i++)
    pthread_join (threads[i], NULL);
  spartap_stop_end ();
  return status == 0 ? 0 : 1;
}

int
spartap_workers_run (struct spartap_loop *leader)
{
  int n = leader->workers, status = 1;
  struct spartap_loop *loops = calloc (n, sizeof *loops);
  pthread_t *threads = calloc (n, sizeof *threads);
  if (loops == NULL || threads == NULL)
    n = 0;
  if (n > 0 && make (leader, loops, n) == 0)
    status = serve (leader, loops, threads, n);
  else
    spartap_log (SPARTAP_ERROR, "out of memory");
  if (status >= 0)
    {
      for (int i = 0; i < n; i++)
        spartap_loop_release (&loops[i]);
      free (loops);
    }
  free (threads);
  return status == 0 ? 0 : 1;
}
