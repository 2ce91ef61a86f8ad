/* loop-stop.c: SIGTERM while the loop waits for an event, whatever thread it
   hits and whenever.

   SPDX-License-Identifier: MIT  */

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"
#include "loop.h"
#include "server.h"
#include "unit.h"

static struct server server;

/* Check has a handler of its own.  */
static void
set_default (void)
{
  signal (SIGTERM, SIG_DFL);
}

/* A thread that ends the process's wait DELAY ns after it began.  */
struct killer
{
  pthread_t thread, target;
  long delay;
};

static void *
strike (void *opaque)
{
  struct killer *killer = opaque;
  nanosleep (&(struct timespec) { .tv_nsec = killer->delay }, NULL);
  pthread_kill (killer->target, SIGTERM);
  return NULL;
}

/* The status of a loop that waits when SIGTERM comes after DELAY, to this
   thread or to the KILLER's own.  */
static int
wait_for_term (long delay, bool elsewhere)
{
  struct spartap_loop loop = { .function = "F", .agent = "test",
                               .release = spartap_free };
  struct killer killer = { .delay = delay, .target = pthread_self () };
  server_start (&server, NULL, 0);
  loop.api = server.endpoint;
  if (elsewhere)
    killer.target = server.thread;
  pthread_create (&killer.thread, NULL, strike, &killer);
  int status = spartap_loop_run (&loop);
  pthread_join (killer.thread, NULL);
  server_stop (&server);
  return status;
}

/* What an application may have set.  */
static void
ignore (int number)
{
  (void) number;
}

START_TEST (wait_ends)
{
  ck_assert_int_eq (wait_for_term (20000000, false), 0);
  ck_assert_int_eq (server.n_requests, 1);
}
END_TEST

START_TEST (wait_ends_by_a_signal_to_another_thread)
{
  ck_assert_int_eq (wait_for_term (20000000, true), 0);
}
END_TEST

/* The race between the check and the wait: each request is followed by a
   signal at a time of its own.  A lost one would hang the test.  */
START_TEST (no_signal_is_lost)
{
  static struct spartap_loop loop;
  for (long delay = 0; delay < 100; delay++)
    {
      struct killer killer = { .delay = delay * 2000,
                               .target = pthread_self () };
      loop = (struct spartap_loop) { .function = "F", .agent = "test",
                                     .release = spartap_free };
      server_start (&server, NULL, 0);
      spartap_http_init (&loop.http, server.endpoint);
      spartap_stop_begin (&loop, 1);
      spartap_stop_enter (&loop);
      struct spartap_http_request request
        = { .head = "GET / HTTP/1.1\r\n\r\n", .head_size = 18,
            .patient = true };
      pthread_create (&killer.thread, NULL, strike, &killer);
      spartap_stop_waiting (&loop, true);
      ck_assert_int_eq (spartap_http_exchange (&loop.http, &request),
                        SPARTAP_HTTP_ESTOPPED);
      spartap_stop_waiting (&loop, false);
      pthread_join (killer.thread, NULL);
      spartap_stop_leave (&loop);
      spartap_stop_end ();
      spartap_http_free (&loop.http);
      server_stop (&server);
    }
}
END_TEST

/* A Runtime API that sends the signal ahead of an event.  */
static int listener;

static void *
give_late (void *opaque)
{
  static const char event[]
    = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n"
      "Lambda-Runtime-Aws-Request-Id: id-1\r\n\r\n3";
  static const char accepted[]
    = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
  struct killer *killer = opaque;
  char text[4096];
  int fd = accept (listener, NULL, NULL);
  ck_assert_int_gt (read (fd, text, sizeof text), 0);
  killer->delay = 10000000;
  strike (killer);
  nanosleep (&(struct timespec) { .tv_nsec = 3000000 }, NULL);
  ck_assert_int_gt (write (fd, event, sizeof event - 1), 0);
  if (read (fd, text, sizeof text) > 0)
    ck_assert_int_gt (write (fd, accepted, sizeof accepted - 1), 0);
  close (fd);
  return NULL;
}

static int calls;

static int
count (const struct sparta_invocation *invocation, struct sparta_reply *reply)
{
  (void) invocation;
  calls++;
  return spartap_reply_copy (reply, SPARTA_REPLY_PAYLOAD, "4", 1);
}

START_TEST (an_event_that_is_on_its_way_is_answered)
{
  struct sockaddr_in address
    = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t size = sizeof address;
  char endpoint[32];
  struct killer killer = { .target = pthread_self () };
  struct spartap_loop loop = { .api = endpoint, .function = "F",
                               .agent = "test", .invoke = count,
                               .release = spartap_free };
  listener = socket (AF_INET, SOCK_STREAM, 0);
  ck_assert_int_eq (bind (listener, (struct sockaddr *) &address, size), 0);
  ck_assert_int_eq (listen (listener, 1), 0);
  getsockname (listener, (struct sockaddr *) &address, &size);
  snprintf (endpoint, sizeof endpoint, "127.0.0.1:%d",
            ntohs (address.sin_port));
  pthread_create (&killer.thread, NULL, give_late, &killer);
  ck_assert_int_eq (spartap_loop_run (&loop), 0);
  pthread_join (killer.thread, NULL);
  close (listener);
  ck_assert_int_eq (calls, 1);
}
END_TEST

START_TEST (the_applications_handler_is_kept)
{
  struct sigaction now, own = { .sa_handler = ignore };
  struct spartap_loop loop = { 0 };
  sigaction (SIGTERM, &own, NULL);
  spartap_stop_begin (&loop, 1);
  sigaction (SIGTERM, NULL, &now);
  spartap_stop_end ();
  ck_assert (now.sa_handler == ignore);
}
END_TEST

START_TEST (the_default_comes_back)
{
  struct sigaction now;
  struct spartap_loop loop = { 0 };
  spartap_stop_begin (&loop, 1);
  spartap_stop_end ();
  sigaction (SIGTERM, NULL, &now);
  ck_assert (now.sa_handler == SIG_DFL);
}
END_TEST

/* A handler that ends its child by SIGTERM and waits for it would hang.  */
START_TEST (a_child_ends)
{
  struct spartap_loop loop = { 0 };
  int status;
  spartap_stop_begin (&loop, 1);
  pid_t child = fork ();
  if (child == 0)
    {
      alarm (10);
      for (;;)
        pause ();
    }
  kill (child, SIGTERM);
  ck_assert_int_eq (waitpid (child, &status, 0), child);
  spartap_stop_end ();
  ck_assert (WIFSIGNALED (status));
  ck_assert_int_eq (WTERMSIG (status), SIGTERM);
  ck_assert_int_eq (loop.stop, 0);
}
END_TEST

Suite *
unit_suite (void)
{
  Suite *suite = suite_create ("loop-stop");
  TCase *tcase = tcase_create ("loop-stop");
  const TTest *const tests[]
    = { wait_ends, wait_ends_by_a_signal_to_another_thread, no_signal_is_lost,
        the_applications_handler_is_kept, the_default_comes_back,
        a_child_ends, an_event_that_is_on_its_way_is_answered, NULL };
  tcase_set_timeout (tcase, 30);
  tcase_add_checked_fixture (tcase, set_default, NULL);
  for (int i = 0; tests[i] != NULL; i++)
    tcase_add_test (tcase, tests[i]);
  suite_add_tcase (suite, tcase);
  return suite;
}
