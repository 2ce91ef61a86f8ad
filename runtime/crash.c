/* crash.c: a last line of the process.  A fault in a handler or in main's
   initialisation is reported, on an alternate stack and with async-signal-safe
   calls only, and then takes its course: the handlers that were there before
   (Python's faulthandler) run, and the process ends by the signal, so that
   Lambda starts afresh.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "crash.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "last-post.h"

/* Room on the alternate stack for our handler, which keeps what is large
   elsewhere, and for those that were there before.  */
#define STACK_SIZE (64 * 1024)

/* Threads that are found where another one crashes: the 1600 that Lambda lets
   serve at once (loop-workers.c), and some of the program's own.  */
#define THREADS_MAX 1664

/* How long a thread waits for another one's report, in steps of 10 ms.  */
#define WAITS_MAX 300

static const struct
{
  int number;
  const char *name;
} signals[] = { { SIGSEGV, "SIGSEGV" }, { SIGBUS, "SIGBUS" },
                { SIGFPE, "SIGFPE" },   { SIGILL, "SIGILL" },
                { SIGTRAP, "SIGTRAP" }, { SIGABRT, "SIGABRT" } };

#define N_SIGNALS (sizeof signals / sizeof signals[0])

static struct sigaction before[N_SIGNALS];
static const struct sparta_host *the_host;
static const char *_Atomic phase;
static bool installed, json_lines;
static pid_t process;           /* that the host's report is of */
static struct spartap_api api;  /* where we post for a host that asks for it */

static struct spartap_thread *_Atomic threads[THREADS_MAX];

/* The report is made once, by this thread; then REPORTED.  */
static _Atomic pid_t reporter;
static atomic_bool reported;
static int first_signal;
static struct spartap_crash crash;
static bool streamed;           /* its response has begun to leave */
static const struct spartap_thread *served;     /* whose call it names */

const struct sparta_host *
spartap_host (void)
{
  return the_host;
}

/* Finds what THREAD serves, into CRASH.  It may be another thread, which goes
   on: each word is read through the kernel.  Returns whether it serves.  */
static bool
find_call (const struct spartap_thread *thread)
{
  struct spartap_call *call = NULL;
  struct sparta_context context;
  struct sparta_invocation invocation;
  sparta_lambda lambda;
  if (!spartap_peek_word ((uintptr_t) &thread->call, (uintptr_t *) &call)
      || call == NULL
      || spartap_peek ((uintptr_t) &call->context, &context, sizeof context)
           != sizeof context
      || spartap_peek ((uintptr_t) context.lambda, &lambda, sizeof lambda)
           != sizeof lambda
      || spartap_peek ((uintptr_t) context.invocation, &invocation,
                       sizeof invocation) != sizeof invocation)
    return false;
  uintptr_t stream = 0;
  spartap_peek_word ((uintptr_t) &call->response.stream, &stream);
  streamed = stream != 0;
  served = thread;
  spartap_peek_string ((uintptr_t) lambda.name, crash.function,
                       sizeof crash.function);
  spartap_peek_string ((uintptr_t) invocation.request_id, crash.request_id,
                       sizeof crash.request_id);
  return crash.function[0] != 0;
}

/* Finds what a thread that is not the calling one serves.  */
static bool
find_other_call (void)
{
  for (int i = 0; i < THREADS_MAX; i++)
    {
      const struct spartap_thread *thread = atomic_load (&threads[i]);
      if (thread != NULL && find_call (thread))
        return true;
    }
  return false;
}

/* Whether code of the library we are in is on the stack of CONTEXT.  */
static bool
ours_p (const ucontext_t *context)
{
  spartap_unwind (&crash.stack, context, 0);
  const struct spartap_module *own
    = spartap_module_find (&crash.stack.modules, (uintptr_t) ours_p);
  for (size_t i = 0; i < crash.stack.n; i++)
    if (own != NULL && crash.stack.frames[i].module != NULL
        && strcmp (crash.stack.frames[i].module->path, own->path) == 0)
      return true;
  return false;
}

/* Finds who crashed.  Returns false where it is none of ours: the signal's
   handler before us was another's, and none of our code was running.  */
static bool
find_place (size_t i, const ucontext_t *context)
{
  const struct spartap_thread *thread = spartap_thread_peek ();
  crash.bottom = (uintptr_t) thread->bottom;
  crash.place = atomic_load (&phase);
  if (thread->call != NULL && find_call (thread))
    crash.place = crash.function;
  else if (thread->hook == NULL && crash.place == NULL)
    {
      if (before[i].sa_handler != SIG_DFL && !ours_p (context))
        return false;
      crash.place = "another thread";
      crash.bottom = 0;
    }
  if (thread->hook != NULL)
    crash.place = thread->hook;
  if (crash.function[0] == 0 && find_other_call ())
    crash.beside = crash.function;
  return true;
}

/* Whether the Runtime API is told by us, in the host's place.  A child that
   the application made has none.  */
static bool
posts_p (void)
{
  return the_host != NULL && process == getpid ()
         && (the_host->flags & SPARTA_HOST_RUNTIME_API) != 0;
}

/* The host is told, where it wants to be.  */
static void
call_host (const char *json, size_t size)
{
  if (the_host != NULL && process == getpid () && the_host->crash != NULL)
    the_host->crash (the_host->opaque, json, size);
}

/* A stream that is not ended tells by itself, and is the one answer.  An API
   that does not answer is not asked for each.  */
void
spartap_crash_others (void)
{
  const struct spartap_thread *told[2] = { served, spartap_thread_peek () };
  bool answered = posts_p ();
  if (first_signal == 0)                /* an exit: the host does not know */
    call_host (SPARTAP_ENDED_JSON, sizeof SPARTAP_ENDED_JSON - 1);
  for (int i = 0; answered && i < THREADS_MAX; i++)
    {
      const struct spartap_thread *thread = atomic_load (&threads[i]);
      if (thread != NULL && thread != told[0] && thread != told[1]
          && find_call (thread) && !streamed && crash.request_id[0] != 0)
        answered = spartap_last_post (&api, crash.request_id,
                                      SPARTAP_TYPE_ENDED, SPARTAP_ENDED_JSON,
                                      sizeof SPARTAP_ENDED_JSON - 1);
    }
}

/* Tells the host, or the Runtime API in its place.  */
static void
tell_host (const struct spartap_text *json)
{
  const char *now = atomic_load (&phase);
  call_host (json->data, json->size);
  if (!posts_p ())
    return;
  if (crash.request_id[0] != 0)
    {
      if (!streamed)
        spartap_last_post (&api, crash.request_id, SPARTAP_TYPE_CRASH,
                           json->data, json->size);
      spartap_crash_others ();
    }
  else if (now != NULL && strcmp (now, SPARTAP_PHASE_INIT) == 0)
    spartap_last_post (&api, NULL, SPARTAP_TYPE_CRASH, json->data,
                       json->size);
}

static void
report (size_t i, const siginfo_t *info, const ucontext_t *context)
{
  crash.signal = signals[i].number;
  crash.name = signals[i].name;
  crash.info = info;
  crash.context = context;
  if (find_place (i, context))
    tell_host (spartap_crash_report (&crash, json_lines));
}

/* Another thread reports: the process is about to end.  */
static void
wait_for_report (void)
{
  for (int i = 0; i < WAITS_MAX && !atomic_load (&reported); i++)
    nanosleep (&(struct timespec) { .tv_nsec = 10000000 }, NULL);
}

/* Our own handler crashed.  Where it cannot go on, the process ends by the
   signal that it was called for.  */
static void
recover (void)
{
  sigset_t one;
  spartap_crash_recover ();
  signal (first_signal, SIG_DFL);
  sigemptyset (&one);
  sigaddset (&one, first_signal);
  sigprocmask (SIG_UNBLOCK, &one, NULL);
  raise (first_signal);
}

/* Reports, and gives the signal back to whoever had it.  A fault happens again
   when the handler returns; a signal that was sent is sent again.  */
static void
on_signal (int number, siginfo_t *info, void *context)
{
  int saved = errno;
  size_t i = 0;
  pid_t self = syscall (SYS_gettid), none = 0;
  while (i < N_SIGNALS - 1 && signals[i].number != number)
    i++;
  if (atomic_compare_exchange_strong (&reporter, &none, self))
    {
      first_signal = number;
      report (i, info, context);
      atomic_store (&reported, true);
    }
  else if (none == self && !atomic_load (&reported))
    recover ();
  else if (none != self)
    wait_for_report ();
  sigaction (number, &before[i], NULL);
  errno = saved;
  if (info->si_code <= 0)
    raise (number);
}

void
spartap_crash_init (const struct sparta_host *host)
{
  const char *format = getenv ("AWS_LAMBDA_LOG_FORMAT");
  the_host = host;
  process = getpid ();
  json_lines = format != NULL && strcasecmp (format, "JSON") == 0;
  if (host != NULL && (host->flags & SPARTA_HOST_RUNTIME_API) != 0)
    spartap_last_post_init (&api, getenv ("AWS_LAMBDA_RUNTIME_API"));
  if (installed)
    return;
  installed = true;
  /* The handler may be interrupted by the fault that it makes itself.  */
  struct sigaction action = { .sa_sigaction = on_signal,
                              .sa_flags = SA_SIGINFO | SA_ONSTACK
                                          | SA_NODEFER };
  sigemptyset (&action.sa_mask);
  for (size_t i = 0; i < N_SIGNALS; i++)
    sigaction (signals[i].number, &action, &before[i]);
}

/* A library that is unloaded takes its handlers along.  */
__attribute__ ((destructor)) static void
restore (void)
{
  struct sigaction now;
  for (size_t i = 0; installed && i < N_SIGNALS; i++)
    if (sigaction (signals[i].number, NULL, &now) == 0
        && now.sa_sigaction == on_signal)
      sigaction (signals[i].number, &before[i], NULL);
}

static void
remember (struct spartap_thread *thread)
{
  for (int i = 0; i < THREADS_MAX; i++)
    {
      struct spartap_thread *none = NULL;
      if (atomic_compare_exchange_strong (&threads[i], &none, thread))
        return;
    }
}

static void
forget (struct spartap_thread *thread)
{
  for (int i = 0; i < THREADS_MAX; i++)
    {
      struct spartap_thread *wanted = thread;
      if (atomic_compare_exchange_strong (&threads[i], &wanted, NULL))
        return;
    }
}

void
spartap_crash_enter (struct spartap_thread *thread)
{
  if (thread->signal_stack != NULL)
    return;
  remember (thread);
  stack_t stack;
  if (sigaltstack (NULL, &stack) != 0 || !(stack.ss_flags & SS_DISABLE))
    {
      thread->signal_stack = thread;    /* somebody else's: not ours to free */
      return;
    }
  void *memory = malloc (STACK_SIZE);
  stack = (stack_t) { .ss_sp = memory, .ss_size = STACK_SIZE };
  thread->signal_stack = thread;
  if (memory != NULL && sigaltstack (&stack, NULL) == 0)
    thread->signal_stack = memory;
  else
    free (memory);
}

void
spartap_crash_forget (struct spartap_thread *thread)
{
  void *memory = thread->signal_stack;
  thread->signal_stack = NULL;
  if (memory == NULL)
    return;
  forget (thread);
  if (memory == thread)
    return;
  stack_t stack;
  if (sigaltstack (NULL, &stack) == 0 && stack.ss_sp == memory)
    {
      stack = (stack_t) { .ss_flags = SS_DISABLE };
      sigaltstack (&stack, NULL);
    }
  free (memory);
}

void
spartap_crash_phase (const char *now)
{
  if (now != NULL)
    spartap_crash_enter (spartap_thread ());
  atomic_store (&phase, now);
}
