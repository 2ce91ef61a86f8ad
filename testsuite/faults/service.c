/* service.c: the program that is put in front of a faulty Runtime API: an
   executable, and by -DLIBRARY a library.

   Each handler says on standard output which invocation it was called for, so
   that the test can count.  The environment adds what is wrong with the
   process: FAULT_STORM, a signal each millisecond that interrupts every system
   call; FAULT_LEAK, no file descriptor left, from main on (main) or from the
   second invocation on (handler).

   SPDX-License-Identifier: MIT  */

#ifdef LIBRARY
# include <sparta-library.h>
#else
# include <sparta.h>
#endif
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>

/* More than the sockets between two processes hold.  */
#define BIG 6000000

#define HANDLER(name)                                               \
  static void                                                       \
  name (const sparta_event *event, const sparta_context *context,   \
        sparta_response *response, sparta_logger *logger)

static void
leak (void)
{
  struct rlimit few = { 32, 32 };
  setrlimit (RLIMIT_NOFILE, &few);
  while (open ("/dev/null", O_RDONLY) >= 0)
    ;
}

static void
leak_where (const char *where)
{
  const char *wanted = getenv ("FAULT_LEAK");
  if (wanted != NULL && strcmp (wanted, where) == 0)
    leak ();
}

static void
say (const sparta_context *context)
{
  static int calls;
  printf ("handled %s left %lld\n", sparta_context_request_id (context),
          (long long) sparta_context_remaining_ms (context));
  fflush (stdout);
  if (++calls == 2)
    leak_where ("handler");
}

HANDLER (echo)
{
  size_t size;
  const char *data = sparta_event_data (event, &size);
  (void) logger;
  say (context);
  sparta_response_write (response, data, size);
}

HANDLER (big)
{
  (void) event;
  (void) logger;
  char *text = malloc (BIG);
  say (context);
  memset (text, 'x', BIG);
  text[0] = text[BIG - 1] = '"';
  sparta_response_write (response, text, BIG);
  free (text);
}

static const sparta_lambda lambdas[] = {
  { .name = "Echo", .handler = echo },
  { .name = "Big", .handler = big },
};

static const sparta_service service = {
  .name = "Faults", .description = "", .lambdas = lambdas, .n_lambdas = 2,
};

static void
on_alarm (int signal)
{
  (void) signal;
}

static void
storm (void)
{
  struct sigaction action = { .sa_handler = on_alarm };
  struct itimerval often = { { 0, 1000 }, { 0, 1000 } };
  sigaction (SIGALRM, &action, NULL);
  setitimer (ITIMER_REAL, &often, NULL);
}

int
main (int argc, char **argv)
{
  if (getenv ("FAULT_STORM") != NULL)
    storm ();
  leak_where ("main");
#ifdef LIBRARY
  return sparta_library_main (argc, argv, &service);
#else
  return sparta_main (argc, argv, &service);
#endif
}
