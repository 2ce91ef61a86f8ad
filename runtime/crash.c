/* crash.c: a last line of the process.  A fault in a handler or in main's
   initialisation is reported, on an alternate stack and with async-signal-safe
   calls only, and then takes its course: the handlers that were there before
   (Python's faulthandler) run, and the process ends by the signal, so that
   Lambda starts afresh.

   SPDX-License-Identifier: MIT  */

#include "crash.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Room for the report on the alternate stack, and for the handlers that were
   there before.  */
#define STACK_SIZE (64 * 1024)

static const struct
{
  int number;
  const char *name;
} signals[] = { { SIGSEGV, "SIGSEGV" }, { SIGBUS, "SIGBUS" },
                { SIGFPE, "SIGFPE" },   { SIGILL, "SIGILL" },
                { SIGABRT, "SIGABRT" } };

#define N_SIGNALS (sizeof signals / sizeof signals[0])

static struct sigaction before[N_SIGNALS];
static const struct sparta_host *the_host;
static const char *_Atomic phase;
static bool installed;

/* A text of bounded size, made without stdio.  */
struct text
{
  char data[512];
  size_t size;
};

static void
add (struct text *text, const char *string)
{
  while (*string != 0 && text->size < sizeof text->data - 1)
    text->data[text->size++] = *string++;
}

static void
add_hex (struct text *text, uintptr_t number)
{
  char digits[2 * sizeof number + 1], *p = digits + sizeof digits - 1;
  *p = 0;
  do
    *--p = "0123456789abcdef"[number & 15];
  while ((number >>= 4) != 0);
  add (text, "0x");
  add (text, p);
}

/* The hook that THREAD is in, the function that it serves, or the phase; NULL:
   none of ours.  */
static const char *
where (const struct spartap_thread *thread)
{
  if (thread->hook != NULL)
    return thread->hook;
  return thread->call != NULL ? thread->call->context.lambda->name
                              : atomic_load (&phase);
}

static void
report (size_t i, const siginfo_t *info, const char *place)
{
  struct text text = { .size = 0 };
  add (&text, "{\"errorMessage\":\"");
  add (&text, signals[i].name);
  if (signals[i].number != SIGABRT)
    {
      add (&text, " at address ");
      add_hex (&text, (uintptr_t) info->si_addr);
    }
  add (&text, " in ");
  add (&text, place);
  add (&text, "\",\"errorType\":\"Sparta.Crash\",\"stackTrace\":[]}");
  if (the_host != NULL && the_host->crash != NULL)
    the_host->crash (the_host->opaque, text.data, text.size);
  add (&text, "\n");
  ssize_t ignored = write (STDERR_FILENO, text.data, text.size);
  (void) ignored;
}

/* Reports, and gives the signal back to whoever had it.  A fault happens again
   when the handler returns; a signal that was sent is sent again.  */
static void
on_signal (int number, siginfo_t *info, void *context)
{
  (void) context;
  size_t i = 0;
  while (i < N_SIGNALS - 1 && signals[i].number != number)
    i++;
  const char *place = where (spartap_thread_peek ());
  /* Whose thread it is cannot be told.  Where nobody else cares for the
     signal, it is the end of the process, and is reported.  */
  if (place == NULL && before[i].sa_handler == SIG_DFL)
    place = "another thread";
  if (place != NULL)
    report (i, info, place);
  sigaction (number, &before[i], NULL);
  if (info->si_code <= 0)
    raise (number);
}

void
spartap_crash_init (const struct sparta_host *host)
{
  the_host = host;
  if (installed)
    return;
  installed = true;
  struct sigaction action = { .sa_sigaction = on_signal,
                              .sa_flags = SA_SIGINFO | SA_ONSTACK };
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

void
spartap_crash_enter (struct spartap_thread *thread)
{
  if (thread->signal_stack != NULL)
    return;
  stack_t stack;
  if (sigaltstack (NULL, &stack) != 0 || !(stack.ss_flags & SS_DISABLE))
    {
      thread->signal_stack = thread;    /* somebody else's: not ours to free */
      return;
    }
  void *memory = malloc (STACK_SIZE);
  if (memory == NULL)
    return;
  stack = (stack_t) { .ss_sp = memory, .ss_size = STACK_SIZE };
  if (sigaltstack (&stack, NULL) == 0)
    thread->signal_stack = memory;
  else
    free (memory);
}

void
spartap_crash_forget (struct spartap_thread *thread)
{
  void *memory = thread->signal_stack;
  thread->signal_stack = NULL;
  if (memory == NULL || memory == thread)
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
