/* crash.c: reports that meet trouble themselves.
   SPDX-License-Identifier: MIT  */

#include "crash.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "call.h"
#include "unit.h"

static int *volatile nowhere;
static char *log_text;

static void
crash_again (void *opaque, const char *json, size_t size)
{
  (void) opaque;
  (void) json;
  (void) size;
  *nowhere = 1;
}

static struct sparta_host host
  = { .size = sizeof host, .abi = SPARTA_ABI, .name = "unit" };

/* A child that does WHAT, which is its last act; returns its status.  */
static int
run_child (void (*what) (void))
{
  static const struct rlimit no_core;
  int status;
  unit_stderr_begin ();
  pid_t child = fork ();
  if (child == 0)
    {
      setrlimit (RLIMIT_CORE, &no_core);
      spartap_crash_init (&host);
      spartap_crash_phase ("a test");
      what ();
      _exit (0);
    }
  waitpid (child, &status, 0);
  log_text = unit_stderr ();
  return status;
}

/* How often TEXT stands in the log.  */
static int
count (const char *text)
{
  int n = 0;
  for (const char *p = log_text; (p = strstr (p, text)) != NULL; p++)
    n++;
  return n;
}

/* Such a child ends by SIGNAL, with one report.  A sanitizer ends it by an
   exit of its own.  */
static void
expect_death (void (*what) (void), int signal)
{
  int status = run_child (what);
#ifdef __SANITIZE_ADDRESS__
  if (!WIFSIGNALED (status))
    status = signal;
#endif
  ck_assert_msg (WIFSIGNALED (status) && WTERMSIG (status) == signal,
                 "status %x, log: %s", status, log_text);
  ck_assert_msg (count ("[FATAL]") == 1, "log: %s", log_text);
}

static void
raise_fpe (void)
{
  raise (SIGFPE);
}

START_TEST (a_host_that_crashes_too)
{
  host.crash = crash_again;
  expect_death (raise_fpe, SIGFPE);
  ck_assert_int_eq (count ("SIGFPE in a test: raised by the program"), 1);
}
END_TEST

#ifndef __SANITIZE_ADDRESS__            /* which needs some of its own */
static void
use_up_descriptors (void)
{
  while (open ("/dev/null", O_RDONLY) >= 0)
    ;
  *nowhere = 1;
}

START_TEST (a_process_without_descriptors)
{
  static const struct rlimit few = { 32, 32 };
  setrlimit (RLIMIT_NOFILE, &few);
  expect_death (use_up_descriptors, SIGSEGV);
  ck_assert_int_ge (count ("\tat "), 2);
}
END_TEST

#endif

static pthread_barrier_t start;

__attribute__ ((no_sanitize_undefined)) static void *
crash_at_once (void *data)
{
  pthread_barrier_wait (&start);
  *nowhere = 1;
  return data;
}

static void
crash_in_threads (void)
{
  pthread_t thread;
  pthread_barrier_init (&start, NULL, 8);
  for (int i = 0; i < 8; i++)
    pthread_create (&thread, NULL, crash_at_once, NULL);
  pthread_join (thread, NULL);
}

START_TEST (threads_that_crash_at_once_make_one_report)
{
  expect_death (crash_in_threads, SIGSEGV);
}
END_TEST

static void
earlier (int number)
{
  ssize_t ignored = write (STDERR_FILENO, "earlier\n", 8);
  (void) ignored;
  signal (number, SIG_DFL);
}

START_TEST (an_earlier_handler_runs_after_the_report)
{
  signal (SIGFPE, earlier);
  run_child (raise_fpe);
  ck_assert_int_eq (count ("[FATAL]"), 1);
  ck_assert_int_eq (count ("earlier"), 1);
  ck_assert (strstr (log_text, "earlier") > strstr (log_text, "[FATAL]"));
}
END_TEST

__attribute__ ((no_sanitize_undefined)) static void *
small_stack (void *data)
{
  *nowhere = 1;
  return data;
}

static void
crash_on_a_small_stack (void)
{
  pthread_attr_t attributes;
  pthread_t thread;
  pthread_attr_init (&attributes);
  pthread_attr_setstacksize (&attributes, sysconf (_SC_THREAD_STACK_MIN));
  pthread_create (&thread, &attributes, small_stack, NULL);
  pthread_join (thread, NULL);
}

START_TEST (a_thread_of_the_smallest_stack)
{
  expect_death (crash_on_a_small_stack, SIGSEGV);
  ck_assert_int_eq (count ("a null pointer"), 1);
  ck_assert_int_ge (count ("\tat "), 2);
}
END_TEST

static void
go_on (int number)
{
  (void) number;
  spartap_crash_recover ();
  _exit (1);
}

static void
report_rubbish (void)
{
  static struct spartap_crash crash;
  siginfo_t info = { .si_signo = SIGSEGV, .si_code = SEGV_MAPERR };
  ucontext_t context;
  getcontext (&context);
  crash.signal = SIGSEGV;
  crash.name = "SIGSEGV";
  crash.info = &info;
  crash.context = &context;
  crash.place = (const char *) 8;
  struct sigaction action = { .sa_handler = go_on, .sa_flags = SA_NODEFER };
  sigaction (SIGSEGV, &action, NULL);
  const struct spartap_text *json = spartap_crash_report (&crash, false);
  ssize_t ignored = write (STDERR_FILENO, json->data, json->size);
  (void) ignored;
}

START_TEST (a_report_that_crashes_is_made_with_less)
{
  int status = run_child (report_rubbish);
  ck_assert_int_eq (status, 0);
  ck_assert_ptr_nonnull (strstr (log_text, "\t\t\tSIGSEGV\n{\"errorMessage\":"
                                           "\"SIGSEGV\",\"errorType\":"));
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    a_host_that_crashes_too,
#ifndef __SANITIZE_ADDRESS__
    a_process_without_descriptors,
#endif
    threads_that_crash_at_once_make_one_report,
    an_earlier_handler_runs_after_the_report, a_thread_of_the_smallest_stack,
    a_report_that_crashes_is_made_with_less, NULL,
  };
  return unit_suite_of ("crash", tests);
}
