/* last-post.c: the post of a process that ends.
   SPDX-License-Identifier: MIT  */

#include "last-post.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "server.h"
#include "unit.h"

static struct server server;
static const struct step accepted[]
  = { { .send = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n",
        .close = true } };

static bool
post (const char *name, const char *id)
{
  struct spartap_api api;
  spartap_last_post_init (&api, name);
  return spartap_last_post (&api, id, "x.Type", "{\"a\":1}", 7);
}

START_TEST (error_of_an_invocation)
{
  server_start (&server, accepted, N_STEPS (accepted));
  ck_assert (post (server.endpoint, "id-1"));
  server_stop (&server);
  server_expect (&server, 0,
                 "POST /2018-06-01/runtime/invocation/id-1/error HTTP/1.1\r");
  server_expect_in (&server, 0,
                    "\r\nLambda-Runtime-Function-Error-Type: x.Type\r\n");
  server_expect_in (&server, 0, "\r\n\r\n{\"a\":1}");
}
END_TEST

START_TEST (error_of_init)
{
  char name[64];
  server_start (&server, accepted, N_STEPS (accepted));
  snprintf (name, sizeof name, "localhost%s",
            strchr (server.endpoint, ':'));
  ck_assert (post (name, NULL));
  server_stop (&server);
  server_expect (&server, 0,
                 "POST /2018-06-01/runtime/init/error HTTP/1.1\r\n");
}
END_TEST

START_TEST (a_large_report_arrives_whole)
{
  static char json[4 << 20];
  struct spartap_api api;
  memset (json, 'x', sizeof json);
  server_start (&server, accepted, N_STEPS (accepted));
  spartap_last_post_init (&api, server.endpoint);
  ck_assert (spartap_last_post (&api, "id-1", "x.Type", json, sizeof json));
  server_stop (&server);
  ck_assert_uint_eq (server.requests[0].body_size, sizeof json);
}
END_TEST

/* Whether standard error of CHILD, which has closed it, is something else once
   the API has its request; CHILD ends meanwhile.  */
static bool
watch (pid_t child, int *status)
{
  char path[64], target[64];
  bool taken = false;
  snprintf (path, sizeof path, "/proc/%d/fd/%d", (int) child, STDERR_FILENO);
  while (waitpid (child, status, WNOHANG) == 0)
    {
      if (server_requests (&server) > 0
          && readlink (path, target, sizeof target) > 0)
        taken = true;
      nanosleep (&(struct timespec) { .tv_nsec = 1000000 }, NULL);
    }
  return taken;
}

/* Another thread's lines would get into the report.  */
START_TEST (its_socket_is_no_standard_descriptor)
{
  static const struct step silence[] = { { .send = "" } };
  int status;
  server_start (&server, silence, N_STEPS (silence));
  pid_t child = fork ();
  if (child == 0)
    {
      close (STDERR_FILENO);
      /* It waits for an answer, for a second.  */
      post (server.endpoint, "id-1");
      _exit (0);
    }
  ck_assert (!watch (child, &status));
  server_stop (&server);
  ck_assert_int_eq (status, 0);
  ck_assert_int_eq (server.n_requests, 1);
}
END_TEST

START_TEST (an_api_that_is_silent_is_left_in_time)
{
  static const struct step silence[] = { { .send = "" } };
  struct timespec start, end;
  server_start (&server, silence, N_STEPS (silence));
  clock_gettime (CLOCK_MONOTONIC, &start);
  ck_assert (!post (server.endpoint, "id-1"));
  clock_gettime (CLOCK_MONOTONIC, &end);
  server_stop (&server);
  ck_assert_int_ge (end.tv_sec - start.tv_sec, 1);
  ck_assert_int_le (end.tv_sec - start.tv_sec, 10);
}
END_TEST

START_TEST (an_api_that_is_not_there)
{
  server_start (&server, NULL, 0);
  server_stop (&server);
  ck_assert (!post (server.endpoint, "id-1"));
}
END_TEST

START_TEST (addresses)
{
  static const char *const none[]
    = { NULL, "", "127.0.0.1", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536",
        "127.0.0.1:x", "name.invalid:80", ":80", "[::1:80", "[]:80" };
  struct spartap_api api;
  for (size_t i = 0; i < sizeof none / sizeof *none; i++)
    {
      spartap_last_post_init (&api, none[i]);
      ck_assert_uint_eq (api.address_size, 0);
      ck_assert (!post (none[i], "id-1"));
    }
  spartap_last_post_init (&api, "169.254.100.1:9001");
  const struct sockaddr_in *v4 = (const struct sockaddr_in *) &api.address;
  ck_assert_int_eq (ntohs (v4->sin_port), 9001);
  ck_assert_uint_eq (ntohl (v4->sin_addr.s_addr), 0xa9fe6401);
  spartap_last_post_init (&api, "[::1]:9001");
  ck_assert_int_eq (api.address.ss_family, AF_INET6);
}
END_TEST

START_TEST (an_id_that_breaks_the_path_is_not_sent)
{
  static const char *const ids[] = { "", "a b", "a/b", "a\r\nb", "\xc3\xa4" };
  server_start (&server, NULL, 0);
  for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
    ck_assert (!post (server.endpoint, ids[i]));
  server_stop (&server);
  ck_assert_int_eq (server.n_connections, 0);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    error_of_an_invocation, error_of_init, a_large_report_arrives_whole,
    its_socket_is_no_standard_descriptor,
    an_api_that_is_silent_is_left_in_time, an_api_that_is_not_there, addresses,
    an_id_that_breaks_the_path_is_not_sent, NULL,
  };
  return unit_suite_of ("last-post", tests);
}
