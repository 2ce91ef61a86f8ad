/* loop-workers.c: several workers against a Runtime API that hands out events
   to all of them at once: each event is answered once, whatever ends the
   process.

   The process that serves is a child wherever its end is the point.

   SPDX-License-Identifier: MIT  */

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"
#include "loop.h"
#include "unit.h"

#define EVENTS_MAX 2000
#define WORKERS_MAX 16

/* The Runtime API: one thread a connection.  */
static struct
{
  char endpoint[32];
  int listener, n_events;
  bool silent;                          /* it takes answers without a word */
  atomic_int given, waiting, answered;
  atomic_int answers[EVENTS_MAX];       /* how many an event has */
  char words[EVENTS_MAX][128];          /* the beginning of the last one */
} api;

static void
rest (long ms)
{
  nanosleep (&(struct timespec) { .tv_sec = ms / 1000,
                                  .tv_nsec = ms % 1000 * 1000000 }, NULL);
}

/* Receives a request, of less than SIZE bytes, into TEXT; where its body is,
   or NULL.  */
static char *
receive (int fd, char *text, size_t size)
{
  size_t n = 0;
  for (;;)
    {
      ssize_t got = read (fd, text + n, size - 1 - n);
      if (got <= 0)
        return NULL;
      text[n += got] = 0;
      char *body = strstr (text, "\r\n\r\n");
      const char *length = strstr (text, "Content-Length: ");
      if (body == NULL)
        continue;
      body += 4;
      if (length == NULL
          || n >= (size_t) (body - text) + strtoul (length + 16, NULL, 10))
        return body;
    }
}

/* Hands out the next event; false: there is none.  */
static bool
give (int fd)
{
  char text[256], body[32];
  int i = atomic_fetch_add (&api.given, 1);
  if (i >= api.n_events)
    return false;
  snprintf (body, sizeof body, "{\"n\":%d}", i);
  int n = snprintf (text, sizeof text,
                    "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n"
                    "Lambda-Runtime-Aws-Request-Id: id-%d\r\n"
                    "Lambda-Runtime-Trace-Id: Root=%d\r\n\r\n%s",
                    strlen (body), i, i, body);
  return write (fd, text, n) == n;
}

/* Takes the answer that REQUEST is.  */
static bool
take (int fd, const char *request, const char *body)
{
  static const char accepted[]
    = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
  int i = atoi (strstr (request, "/id-") + 4);
  snprintf (api.words[i], sizeof api.words[i], "%s", body);
  atomic_fetch_add (&api.answers[i], 1);
  atomic_fetch_add (&api.answered, 1);
  return api.silent
         || write (fd, accepted, sizeof accepted - 1) == sizeof accepted - 1;
}

static void *
serve_connection (void *opaque)
{
  int fd = (int) (intptr_t) opaque;
  char text[4096];
  const char *body;
  bool more = true;
  while (more && (body = receive (fd, text, sizeof text)) != NULL)
    if (strncmp (text, "GET ", 4) == 0)
      {
        more = give (fd);
        if (!more)
          {
            atomic_fetch_add (&api.waiting, 1);
            receive (fd, text, sizeof text);    /* until it is closed */
          }
      }
    else
      more = take (fd, text, body);
  close (fd);
  return NULL;
}

static void *
serve_all (void *unused)
{
  int fd;
  pthread_t thread;
  while ((fd = accept (api.listener, NULL, NULL)) >= 0)
    if (pthread_create (&thread, NULL, serve_connection,
                        (void *) (intptr_t) fd) == 0)
      pthread_detach (thread);
  return unused;
}

/* Before a child is made: it needs the port, and no threads.  */
static void
open_api (int n_events)
{
  struct sockaddr_in address
    = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t size = sizeof address;
  signal (SIGTERM, SIG_DFL);            /* it is Check's */
  signal (SIGPIPE, SIG_IGN);
  api.n_events = n_events;
  api.listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ck_assert_int_eq (bind (api.listener, (struct sockaddr *) &address, size),
                    0);
  ck_assert_int_eq (listen (api.listener, 64), 0);
  getsockname (api.listener, (struct sockaddr *) &address, &size);
  snprintf (api.endpoint, sizeof api.endpoint, "127.0.0.1:%d",
            ntohs (address.sin_port));
}

static void
start_api (void)
{
  pthread_t thread;
  ck_assert_int_eq (pthread_create (&thread, NULL, serve_all, NULL), 0);
  pthread_detach (thread);
}

static void
expect_one_answer (int n_events)
{
  for (int i = 0; i < n_events; i++)
    ck_assert_msg (atomic_load (&api.answers[i]) == 1, "event %d has %d", i,
                   atomic_load (&api.answers[i]));
}

static void
expect_one_answer_each (void)
{
  expect_one_answer (api.n_events);
}

/* Ends the loops once all wait.  */
static void *
terminate (void *opaque)
{
  int n = *(int *) opaque;
  while (atomic_load (&api.waiting) < n)
    rest (1);
  kill (getpid (), SIGTERM);
  return NULL;
}

/* The handlers.  */

static struct spartap_loop loop;
static pthread_barrier_t together;

static int
event_number (const struct sparta_invocation *invocation)
{
  return atoi (invocation->event + strlen ("{\"n\":"));
}

static int
echo (const struct sparta_invocation *invocation, struct sparta_reply *reply)
{
  char id[32];
  snprintf (id, sizeof id, "id-%d", event_number (invocation));
  ck_assert_str_eq (invocation->request_id, id);
  ck_assert_ptr_null (getenv ("_X_AMZN_TRACE_ID"));
  ck_assert_int_eq (strncmp (invocation->trace_id, "Root=", 5), 0);
  return spartap_reply_copy (reply, SPARTA_REPLY_PAYLOAD, invocation->event,
                             invocation->event_size);
}

static int
meet (const struct sparta_invocation *invocation, struct sparta_reply *reply)
{
  pthread_barrier_wait (&together);
  return echo (invocation, reply);
}

/* Event 0 is fatal once all are there, 1 takes a while, the others do not
   return.  */
static int
end (const struct sparta_invocation *invocation, struct sparta_reply *reply)
{
  int n = event_number (invocation);
  pthread_barrier_wait (&together);
  if (n == 0)
    {
      spartap_reply_error (reply, "My.End", SPARTAP_NOWHERE, "the end");
      return SPARTA_FATAL;
    }
  if (n == 1)
    rest (100);
  while (n > 1)
    pause ();
  return echo (invocation, reply);
}

/* Event 0 ends the process, as exit and signals do.  */
static int
speak_last (const struct sparta_invocation *invocation,
            struct sparta_reply *reply)
{
  static const char json[] = "{\"errorMessage\":\"exit\"}";
  pthread_barrier_wait (&together);
  if (event_number (invocation) > 0)
    pause ();
  spartap_loop_last_words (&loop, "My.Exit", json, sizeof json - 1);
  (void) reply;
  _exit (3);
}

/* Likewise, after a while, and its end takes one; the others serve.  */
static int
end_slowly (const struct sparta_invocation *invocation,
            struct sparta_reply *reply)
{
  static const char json[] = "{\"errorMessage\":\"exit\"}";
  if (event_number (invocation) > 0)
    return echo (invocation, reply);
  rest (1);
  spartap_loop_last_words (&loop, "My.Exit", json, sizeof json - 1);
  rest (300);
  _exit (3);
}

static int
run (int workers,
     int (*invoke) (const struct sparta_invocation *, struct sparta_reply *))
{
  loop = (struct spartap_loop) { .api = api.endpoint, .function = "F",
                                 .agent = "test", .invoke = invoke,
                                 .release = spartap_free,
                                 .workers = workers };
  pthread_barrier_init (&together, NULL, workers);
  return spartap_loop_run (&loop);
}

static int
run_to_the_end (int workers, int n_events, int (*invoke) (
                  const struct sparta_invocation *, struct sparta_reply *))
{
  pthread_t thread;
  open_api (n_events);
  start_api ();
  pthread_create (&thread, NULL, terminate, &workers);
  int status = run (workers, invoke);
  pthread_join (thread, NULL);
  return status;
}

/* The status of a child that serves.  */
static int
run_child (int workers, int n_events, int (*invoke) (
             const struct sparta_invocation *, struct sparta_reply *))
{
  int status;
  open_api (n_events);
  pid_t child = fork ();
  if (child == 0)
    _exit (100 + run (workers, invoke));
  start_api ();
  ck_assert_int_eq (waitpid (child, &status, 0), child);
  ck_assert (WIFEXITED (status));
  return WEXITSTATUS (status);
}

START_TEST (workers_serve_at_once)
{
  ck_assert_int_eq (run_to_the_end (8, 8, meet), 0);
  expect_one_answer_each ();
}
END_TEST

START_TEST (each_of_many_events_is_answered_once)
{
  ck_assert_int_eq (run_to_the_end (WORKERS_MAX, EVENTS_MAX, echo), 0);
  expect_one_answer_each ();
  ck_assert_str_eq (api.words[EVENTS_MAX - 1], "{\"n\":1999}");
}
END_TEST

START_TEST (sigterm_ends_all_that_wait)
{
  ck_assert_int_eq (run_to_the_end (WORKERS_MAX, 0, echo), 0);
}
END_TEST

START_TEST (api_that_is_not_there_is_an_error)
{
  open_api (0);
  close (api.listener);
  ck_assert_int_eq (run (4, echo), 1);
}
END_TEST

START_TEST (fatal_reply_gives_the_others_a_moment)
{
  ck_assert_int_eq (run_child (4, 4, end), 1);
  expect_one_answer_each ();
  ck_assert_ptr_nonnull (strstr (api.words[0], "the end"));
  ck_assert_str_eq (api.words[1], "{\"n\":1}");
  ck_assert_ptr_nonnull (strstr (api.words[2], "Sparta.Ended"));
  ck_assert_ptr_nonnull (strstr (api.words[3], "Sparta.Ended"));
}
END_TEST

START_TEST (last_words_are_posted_for_all)
{
  ck_assert_int_eq (run_child (3, 3, speak_last), 3);
  expect_one_answer_each ();
  ck_assert_str_eq (api.words[0], "{\"errorMessage\":\"exit\"}");
  ck_assert_ptr_nonnull (strstr (api.words[1], "Sparta.Ended"));
  ck_assert_ptr_nonnull (strstr (api.words[2], "Sparta.Ended"));
}
END_TEST

/* Each post to it takes a second.  */
START_TEST (silent_api_is_not_asked_for_each)
{
  api.silent = true;
  ck_assert_int_eq (run_child (8, 8, speak_last), 3);
  ck_assert_int_eq (atomic_load (&api.answered), 1);
  ck_assert_str_eq (api.words[0], "{\"errorMessage\":\"exit\"}");
}
END_TEST

/* The next process shall have what comes while this one ends.  */
START_TEST (process_that_ends_takes_no_more_events)
{
  int ended = 0;
  ck_assert_int_eq (run_child (8, EVENTS_MAX, end_slowly), 3);
  int given = atomic_load (&api.given);
  ck_assert_int_lt (given, EVENTS_MAX);
  expect_one_answer (given);
  for (int i = 0; i < given; i++)
    ended += strstr (api.words[i], "Sparta.Ended") != NULL;
  ck_assert_int_le (ended, 7);
}
END_TEST

START_TEST (number_of_workers)
{
  static const struct
  {
    const char *text;
    int n;
  } cases[] = { { "1", 1 },    { "8", 8 },   { "1600", 1600 }, { "1601", 1 },
                { "0", 1 },    { "-3", 1 },  { "", 1 },        { "many", 1 },
                { "4.5", 1 },  { " 4", 1 },  { "99999999999999999999", 1 } };
  const char *const variable = "AWS_LAMBDA_MAX_CONCURRENCY";
  unsetenv (variable);
  ck_assert_int_eq (spartap_loop_workers (), 1);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    {
      setenv (variable, cases[i].text, 1);
      ck_assert_int_eq (spartap_loop_workers (), cases[i].n);
    }
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[]
    = { workers_serve_at_once, each_of_many_events_is_answered_once,
        sigterm_ends_all_that_wait, api_that_is_not_there_is_an_error,
        fatal_reply_gives_the_others_a_moment, last_words_are_posted_for_all,
        silent_api_is_not_asked_for_each,
        process_that_ends_takes_no_more_events, number_of_workers, NULL };
  return unit_suite_of ("loop-workers", tests);
}
