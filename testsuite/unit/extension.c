/* extension.c: the extension that has Lambda send SIGTERM, against a scripted
   Extensions API.

   SPDX-License-Identifier: MIT  */

#include "extension.h"

#include <stdlib.h>
#include <time.h>

#include "internal.h"
#include "server.h"
#include "unit.h"

#define REGISTER "POST /2020-01-01/extension/register HTTP/1.1\r\n"
#define NEXT "GET /2020-01-01/extension/event/next HTTP/1.1\r\n"
#define KNOWN                                                           \
  "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"                            \
  "Lambda-Extension-Identifier: 0-1-2\r\n\r\n{}"

static struct server server;

/* Registers with N STEPS; whether it holds its connection.  */
static bool
run (const struct step *steps, int n)
{
  struct spartap_http http;
  server_start (&server, steps, n);
  spartap_extension_begin (&http, server.endpoint);
  spartap_extension_end (&http);
  bool held = http.fd >= 0;
  spartap_http_free (&http);
  server_stop (&server);
  return held;
}

#define RUN(steps) run (steps, N_STEPS (steps))

START_TEST (it_registers_and_waits)
{
  static const struct step steps[] = { { .send = KNOWN }, { .send = "" } };
  ck_assert (RUN (steps));
  ck_assert_int_eq (server.n_connections, 1);
  server_expect (&server, 0, REGISTER);
  server_expect_in (&server, 0, "\r\nLambda-Extension-Name: sparta\r\n");
  ck_assert_str_eq (server.requests[0].body, "{\"events\":[]}");
  ck_assert_int_eq (server.requests[0].body_size, 13);
  server_expect (&server, 1, NEXT);
  server_expect_in (&server, 1, "\r\nLambda-Extension-Identifier: 0-1-2\r\n");
}
END_TEST

START_TEST (refusal_is_no_error)
{
  static const char *const refusals[]
    = { "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 403 Forbidden\r\nContent-Length: 3\r\n\r\nno!",
        "HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",   /* no identifier */
        "nonsense\r\n\r\n", "" };
  for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++)
    {
      const struct step steps[] = { { .send = refusals[i], .close = true } };
      ck_assert (!RUN (steps));
      ck_assert_int_eq (server.n_requests, 1);
    }
}
END_TEST

START_TEST (silence_is_waited_for_a_second)
{
  struct timespec begin, end;
  clock_gettime (CLOCK_MONOTONIC, &begin);
  ck_assert (!run (NULL, 0));
  clock_gettime (CLOCK_MONOTONIC, &end);
  ck_assert_int_ge (end.tv_sec - begin.tv_sec, 1);
  ck_assert_int_le (end.tv_sec - begin.tv_sec, 10);
}
END_TEST

START_TEST (it_can_be_turned_off)
{
  static const struct step steps[] = { { .send = KNOWN }, { .send = "" } };
  setenv ("SPARTA_NO_EXTENSION", "1", 1);
  ck_assert (!RUN (steps));
  ck_assert_int_eq (server.n_connections, 0);
  setenv ("SPARTA_NO_EXTENSION", "0", 1);
  ck_assert (RUN (steps));
}
END_TEST

START_TEST (api_that_is_not_there_is_left_to_the_loop)
{
  struct spartap_http http;
  spartap_extension_begin (&http, "127.0.0.1:1");
  spartap_extension_end (&http);
  ck_assert_int_eq (http.fd, -1);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[]
    = { it_registers_and_waits, refusal_is_no_error,
        silence_is_waited_for_a_second, it_can_be_turned_off,
        api_that_is_not_there_is_left_to_the_loop, NULL };
  return unit_suite_of ("extension", tests);
}
