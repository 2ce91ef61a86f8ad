/* http.c: the HTTP client against a server that does as it is told, right or
   wrong.

   SPDX-License-Identifier: MIT  */

#include "http.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "server.h"
#include "unit.h"

static const char get[] = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
static const struct spartap_http_request simple
  = { .head = get, .head_size = sizeof get - 1 };

static struct server server;
static struct spartap_http http;

static void
start (const struct step *steps, int n)
{
  server_start (&server, steps, n);
  spartap_http_init (&http, server.endpoint);
  http.stall_ms = 10000;
}

static void
stop (void)
{
  spartap_http_free (&http);
  server_stop (&server);
}

/* What one exchange with a server of one STEP gives.  */
static int
exchange_once (const struct step *step)
{
  start (step, 1);
  int error = spartap_http_exchange (&http, &simple);
  if (error == 0)
    ck_assert_int_eq (http.body[http.body_size], 0);
  return error;
}

static void
expect_error (const char *response, int error)
{
  struct step step = { .send = response, .close = true };
  int got = exchange_once (&step);
  ck_assert_msg (got == error, "%s gives %s", response,
                 spartap_http_strerror (got));
  ck_assert_int_eq (http.fd, -1);
  stop ();
}

START_TEST (connection_is_kept)
{
  static const struct step steps[]
    = { { .send = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na" },
        { .send = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n" },
        { .send = "HTTP/1.1 204 No Content\r\n\r\n" },
        { .send = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nbc" } };
  start (steps, N_STEPS (steps));
  for (int i = 0; i < N_STEPS (steps); i++)
    ck_assert_int_eq (spartap_http_exchange (&http, &simple), 0);
  ck_assert_str_eq (http.body, "bc");
  stop ();
  ck_assert_int_eq (server.n_connections, 1);
}
END_TEST

/* RESPONSE with a pause at every byte gives BODY.  */
static void
cut_everywhere (const char *response, const char *body)
{
  size_t size = strlen (response);
  struct step *steps = calloc (size, sizeof *steps);
  /* The server keeps a limited number of requests.  */
  for (size_t from = 1; from < size; from += SERVER_REQUESTS)
    {
      int n = 0;
      for (size_t cut = from; cut < size && n < SERVER_REQUESTS; cut++)
        steps[n++] = (struct step) { .send = response, .cut = cut };
      start (steps, n);
      for (int i = 0; i < n; i++)
        {
          ck_assert_int_eq (spartap_http_exchange (&http, &simple), 0);
          ck_assert_str_eq (http.body, body);
          ck_assert_uint_eq (http.body_size, strlen (body));
        }
      stop ();
      ck_assert_int_eq (server.n_connections, 1);
    }
  free (steps);
}

START_TEST (response_cut_at_every_byte)
{
  cut_everywhere ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                  "hello");
}
END_TEST

START_TEST (chunked_response_cut_at_every_byte)
{
  cut_everywhere ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                  "3\r\nhel\r\n00000a;x=y\r\nlo, world!\r\n0\r\nA: b\r\n\r\n",
                  "hello, world!");
}
END_TEST

START_TEST (continue_is_skipped)
{
  cut_everywhere ("HTTP/1.1 100 Continue\r\n\r\n"
                  "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "ok");
}
END_TEST

START_TEST (body_without_length_ends_with_the_connection)
{
  struct step step = { .send = "HTTP/1.1 200 OK\r\n\r\nall", .close = true };
  ck_assert_int_eq (exchange_once (&step), 0);
  ck_assert_str_eq (http.body, "all");
  ck_assert_int_eq (http.fd, -1);
  stop ();
}
END_TEST

START_TEST (connection_that_was_closed_meanwhile_is_replaced)
{
  static const struct step steps[]
    = { { .send = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
          .close = true },
        { .send = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na" } };
  start (steps, N_STEPS (steps));
  ck_assert_int_eq (spartap_http_exchange (&http, &simple), 0);
  ck_assert_int_eq (spartap_http_exchange (&http, &simple), 0);
  ck_assert (http.repeated);
  ck_assert_str_eq (http.body, "a");
  stop ();
  ck_assert_int_eq (server.n_connections, 2);
}
END_TEST

START_TEST (bytes_behind_a_response_end_the_connection)
{
  struct step step
    = { .send = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nabc" };
  ck_assert_int_eq (exchange_once (&step), 0);
  ck_assert_str_eq (http.body, "a");
  ck_assert_int_eq (http.fd, -1);
  stop ();
}
END_TEST

START_TEST (broken_responses)
{
  expect_error ("", SPARTAP_HTTP_ECLOSED);
  expect_error ("HTTP/1.1 200 OK\r\nContent-Le", SPARTAP_HTTP_ETRUNCATED);
  expect_error ("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
                SPARTAP_HTTP_ETRUNCATED);
  expect_error ("HTTP/1.1 200 OK\r\nContent-Length: 9000000000000000000\r\n"
                "\r\nshort", SPARTAP_HTTP_EBODY);
  expect_error ("220 smtp.example.org\r\n", SPARTAP_HTTP_EMALFORMED);
#define CHUNKED "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
  expect_error (CHUNKED "4\r\nab", SPARTAP_HTTP_ETRUNCATED);
  expect_error (CHUNKED "2\r\nabc\r\n0\r\n\r\n", SPARTAP_HTTP_EMALFORMED);
  expect_error (CHUNKED "\r\n", SPARTAP_HTTP_EMALFORMED);
  expect_error (CHUNKED "-1\r\n", SPARTAP_HTTP_EMALFORMED);
  expect_error (CHUNKED "ffffffffffffffffff\r\n", SPARTAP_HTTP_EBODY);
}
END_TEST

START_TEST (silence_ends_the_exchange)
{
  struct step step
    = { .send = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort" };
  start (&step, 1);
  http.stall_ms = 50;
  ck_assert_int_eq (spartap_http_exchange (&http, &simple),
                    SPARTAP_HTTP_ESTALLED);
  stop ();
}
END_TEST

START_TEST (stop_ends_a_patient_wait)
{
  volatile sig_atomic_t stopped = 1;
  struct spartap_http_request request = simple;
  request.patient = true;
  start (NULL, 0);
  http.stop = &stopped;
  ck_assert_int_eq (spartap_http_exchange (&http, &request),
                    SPARTAP_HTTP_ESTOPPED);
  stop ();
}
END_TEST

/* 6 MB of text, which is the caller's to free.  */
static char *
six_megabytes (void)
{
  char *text = malloc (6 << 20);
  for (size_t i = 0; i < 6 << 20; i++)
    text[i] = 'a' + i % 23;
  return text;
}

START_TEST (six_megabytes_both_ways)
{
  static const char head[]
    = "HTTP/1.1 200 OK\r\nContent-Length: 6291456\r\n\r\n";
  static const char post[]
    = "POST / HTTP/1.1\r\nContent-Length: 6291456\r\n\r\n";
  char *body = six_megabytes (), *response = malloc (sizeof head + (6 << 20));
  memcpy (response, head, sizeof head - 1);
  memcpy (response + sizeof head - 1, body, 6 << 20);
  struct step step
    = { .send = response, .size = sizeof head - 1 + (6 << 20) };
  struct spartap_http_request request
    = { .head = post, .head_size = sizeof post - 1, .body = body,
        .body_size = 6 << 20 };
  start (&step, 1);
  ck_assert_int_eq (spartap_http_exchange (&http, &request), 0);
  ck_assert_uint_eq (http.body_size, 6 << 20);
  ck_assert_mem_eq (http.body, body, 6 << 20);
  stop ();
  ck_assert_uint_eq (server.requests[0].body_size, 6 << 20);
  ck_assert_mem_eq (server.requests[0].body, body, 6 << 20);
  free (body);
  free (response);
}
END_TEST

START_TEST (refusal_ahead_of_the_body_is_read)
{
  static const char post[]
    = "POST / HTTP/1.1\r\nContent-Length: 6291456\r\n\r\n";
  char *body = six_megabytes ();
  struct step step
    = { .send = "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n",
        .close = true, .early = true };
  struct spartap_http_request request
    = { .head = post, .head_size = sizeof post - 1, .body = body,
        .body_size = 6 << 20 };
  start (&step, 1);
  ck_assert_int_eq (spartap_http_exchange (&http, &request), 0);
  ck_assert_int_eq (http.head.status, 413);
  ck_assert_int_eq (http.fd, -1);
  stop ();
  free (body);
}
END_TEST

START_TEST (addresses)
{
  static const struct
  {
    const char *endpoint;
    int error;
  } cases[] = { { "127.0.0.1:1", SPARTAP_HTTP_ECONNECT },
                { "localhost:1", SPARTAP_HTTP_ECONNECT },
                { "127.0.0.1:0", SPARTAP_HTTP_EADDRESS },
                { "127.0.0.1:65536", SPARTAP_HTTP_EADDRESS },
                { "127.0.0.1:x", SPARTAP_HTTP_EADDRESS },
                { "[::1:80", SPARTAP_HTTP_EADDRESS },
                { "", SPARTAP_HTTP_EADDRESS } };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    {
      spartap_http_init (&http, cases[i].endpoint);
      int error = spartap_http_exchange (&http, &simple);
      ck_assert_msg (error == cases[i].error, "%s: %s", cases[i].endpoint,
                     spartap_http_strerror (error));
      spartap_http_free (&http);
    }
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[]
    = { connection_is_kept, response_cut_at_every_byte,
        chunked_response_cut_at_every_byte, continue_is_skipped,
        body_without_length_ends_with_the_connection,
        connection_that_was_closed_meanwhile_is_replaced,
        bytes_behind_a_response_end_the_connection, broken_responses,
        silence_ends_the_exchange, stop_ends_a_patient_wait,
        six_megabytes_both_ways, refusal_ahead_of_the_body_is_read, addresses,
        NULL };
  return unit_suite_of ("http", tests);
}
