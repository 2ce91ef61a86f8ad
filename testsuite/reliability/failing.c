/* failing.c: what becomes of LambdaInit and of each function of the service
   where memory runs out: the 1st, 2nd, .. allocation is refused, alone or with
   all that follow it, until a run asks for no more.  Each run is a process of
   its own: it must not crash, must answer as it would with memory or by an
   error of ours, must answer well again with memory, and must free all.

   SPDX-License-Identifier: MIT  */

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "allocations.h"
#include "service.h"

/* How a run ends.  */
enum { GOOD, BAD, NOT_REFUSED };

struct run
{
  const struct function *function;      /* NULL: LambdaInit */
  const char *event;
  size_t nth;
  bool ever;
};

static int results;                     /* the TAP stream */
static size_t n_results;
static bool failed;

static int
complain (const struct run *run, const char *what, const char *detail)
{
  dprintf (results, "# %s, allocation %zu%s: %s%s\n",
           run->function == NULL ? "LambdaInit" : run->function->lambda.name,
           run->nth, run->ever ? " and on" : "", what, detail);
  return BAD;
}

/* Whether REPLY says that memory is out, as the manual promises.  */
static bool
out_of_memory_p (int outcome, const struct sparta_reply *reply)
{
  static const char begin[] = "{\"errorMessage\":\"";
  return outcome == SPARTA_FAILED && reply->kind == SPARTA_REPLY_ERROR
         && strncmp (reply->data, begin, sizeof begin - 1) == 0
         && reply->data[reply->data_size - 1] == '}'
         && reply->data[reply->data_size] == 0 && reply->error_type != NULL
         && (strcmp (reply->error_type, "Sparta.OutOfMemory") == 0
             || strcmp (reply->error_type, NO_MEMORY) == 0);
}

static bool
same_p (const struct sparta_reply *a, const struct sparta_reply *b)
{
  return a->kind == b->kind && a->data_size == b->data_size
         && memcmp (a->data, b->data, a->data_size) == 0
         && (a->content_type == NULL) == (b->content_type == NULL);
}

/* What is true behind everything: each block is freed.  It is the last
   destructor of the program.  */
__attribute__ ((destructor (101))) static void
check_left (void)
{
  size_t size, left = allocations_left (&size);
  if (left == 0)
    return;
  dprintf (results, "# %zu blocks were not freed, one of %zu bytes\n", left,
           size);
  syscall (SYS_exit_group, BAD);
}

static int
shut_down (void)
{
  struct sparta_invocation end
    = { .size = sizeof end, .operation = SPARTA_SHUTDOWN };
  struct sparta_reply reply = { .size = sizeof reply };
  int outcome = Lambda (&end, &reply);
  LambdaFree (&reply);
  return outcome == SPARTA_OK ? GOOD : BAD;
}

/* The answer without a failure: in another thread, which takes along what it
   allocated.  */
static void *
answer_once (void *opaque)
{
  const struct run *run = opaque;
  struct sparta_reply *expected = calloc (1, sizeof *expected), reply;
  struct sparta_invocation invocation
    = service_invocation (run->function->lambda.name, run->event,
                          strlen (run->event));
  reply = (struct sparta_reply) { .size = sizeof reply };
  Lambda (&invocation, &reply);
  *expected = reply;
  return expected;
}

static void *
run_function (void *opaque)
{
  const struct run *run = opaque;
  struct sparta_invocation invocation
    = service_invocation (run->function->lambda.name, run->event,
                          strlen (run->event));
  struct sparta_reply reply = { .size = sizeof reply }, *expected;
  pthread_t other;
  long status = GOOD;
  pthread_create (&other, NULL, answer_once, opaque);
  pthread_join (other, (void **) &expected);

  allocations_watch (run->nth, run->ever);
  int outcome = Lambda (&invocation, &reply);
  bool refused = allocations_unwatch () >= run->nth;
  if (!same_p (&reply, expected)
      && !(refused && out_of_memory_p (outcome, &reply)))
    status = complain (run, "answered ", reply.data);
  Lambda (&invocation, &reply);
  if (!same_p (&reply, expected))
    status = complain (run, "and then answered ", reply.data);
  LambdaFree (&reply);
  LambdaFree (expected);
  free (expected);
  return (void *) (status == GOOD && !refused ? NOT_REFUSED : status);
}

static int
run_init (const struct run *run)
{
  static const struct sparta_host host
    = { .size = sizeof host, .abi = SPARTA_ABI, .name = "failing" };
  struct sparta_reply reply = { .size = sizeof reply };
  allocations_watch (run->nth, run->ever);
  int outcome = LambdaInit (&host, &reply);
  bool refused = allocations_unwatch () >= run->nth;
  int status = refused ? GOOD : NOT_REFUSED;
  if (outcome != SPARTA_OK
      && !(refused && out_of_memory_p (outcome, &reply)))
    status = complain (run, "answered ", reply.data);
  LambdaFree (&reply);
  int again = LambdaInit (&host, &reply);
  if (outcome == SPARTA_OK && again != SPARTA_OK)
    status = complain (run, "and then answered ", reply.data);
  LambdaFree (&reply);
  /* Where only the manifest lacked memory, main has come to serve.  */
  int end = shut_down ();
  return again == SPARTA_OK && end != GOOD
           ? complain (run, "did not shut down", "") : status;
}

/* RUN, in its process; returns its status.  */
static int
run_here (struct run *run)
{
  if (run->function == NULL)
    return run_init (run);
  pthread_t thread;
  void *status;
  service_start ();
  pthread_create (&thread, NULL, run_function, run);
  pthread_join (thread, &status);
  return shut_down () == GOOD ? (int) (long) status
                                 : complain (run, "did not shut down", "");
}

/* What the run in process CHILD came to.  */
static int
wait_for (pid_t child, const struct run *run)
{
  int status;
  if (waitpid (child, &status, 0) != child)
    return BAD;
  if (WIFSIGNALED (status))
    return complain (run, "ended by ", strsignal (WTERMSIG (status)));
  if (WEXITSTATUS (status) > NOT_REFUSED)
    return complain (run, "ended with an unknown status", "");
  return WEXITSTATUS (status);
}

static void
print_result (const struct run *run, int status)
{
  const char *name = run->function == NULL ? "LambdaInit"
                                           : run->function->lambda.name;
  failed |= status == BAD;
  dprintf (results, "%sok %zu - %s, %zu bytes: %zu allocations refused%s\n",
           status == BAD ? "not " : "", ++n_results, name,
           run->event == NULL ? 0 : strlen (run->event), run->nth - 1,
           run->ever ? ", and all behind" : " one by one");
}

/* Makes RUN the one that follows, where it came to STATUS; returns whether
   there is one.  */
static bool
next (struct run *run, int status)
{
  static size_t i_function, i_event;
  if (status == GOOD)
    {
      run->nth++;
      return true;
    }
  print_result (run, status);
  run->nth = 1;
  run->ever = !run->ever;
  if (run->ever)
    return true;
  if (run->function != NULL && run->function->events[++i_event] == NULL)
    {
      i_function++;
      i_event = 0;
    }
  if (i_function == N_FUNCTIONS)
    return false;
  run->function = __start_functions[i_function];
  run->event = run->function->events[i_event];
  return true;
}

/* Each child returns through main, for the destructors.  */
int
main (void)
{
  struct run run = { .nth = 1 };
  int status = GOOD;
  results = service_silence ();
  do
    {
      pid_t child = fork ();
      if (child == 0)
        return run_here (&run);
      status = wait_for (child, &run);
    }
  while (next (&run, status));
  dprintf (results, "1..%zu\n", n_results);
  return failed;
}
