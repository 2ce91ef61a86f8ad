/* loop-stream.c: the Runtime API loop streams a response, against a scripted
   Runtime API.

   SPDX-License-Identifier: MIT  */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base64.h"
#include "call.h"
#include "internal.h"
#include "loop.h"
#include "server.h"
#include "unit.h"

#define EVENT                                                               \
  "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n"                                 \
  "Lambda-Runtime-Aws-Request-Id: id-1\r\n\r\n{\"a\":1}"
#define ACCEPTED "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"
#define REFUSED "HTTP/1.1 413 Large\r\nContent-Length: 4\r\n\r\nhuge"
#define GONE "HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"

#define NEXT "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n"
#define RESPONSE "POST /2018-06-01/runtime/invocation/id-1/response HTTP/1.1"
#define ERROR "POST /2018-06-01/runtime/invocation/id-1/error HTTP/1.1"

static struct server server;

/* Runs the loop against N STEPS; what it wrote to standard error, which the
   caller frees.  */
static char *
run (const struct step *steps, int n,
     int (*invoke) (const struct sparta_invocation *, struct sparta_reply *))
{
  struct spartap_loop loop
    = { .function = "F", .agent = "test", .invoke = invoke,
        .release = spartap_free, .backoff_ms = 1, .stall_ms = 100 };
  spartap_logger_init ();
  unit_stderr_begin ();
  server_start (&server, steps, n);
  loop.api = server.endpoint;
  ck_assert_int_eq (spartap_loop_run (&loop), 1);
  server_stop (&server);
  return unit_stderr ();
}

#define RUN(steps, invoke) run (steps, N_STEPS (steps), invoke)

static int
begin (const struct sparta_invocation *invocation, const char *ahead,
       size_t ahead_size, const char *data)
{
  struct sparta_reply head
    = { .size = sizeof head, .content_type = "text/html",
        .data = (char *) ahead, .data_size = ahead_size };
  return spartap_loop_stream (invocation->opaque, &head, data, strlen (data));
}

static int
go_on (const struct sparta_invocation *invocation, const char *data)
{
  return spartap_loop_stream (invocation->opaque, NULL, data, strlen (data));
}

static int
three (const struct sparta_invocation *invocation, struct sparta_reply *reply)
{
  ck_assert_int_eq (begin (invocation, "head\0", 5, "one"), 0);
  ck_assert_int_eq (go_on (invocation, "two, of twenty-five bytes"), 0);
  ck_assert_str_eq (invocation->event, "{\"a\":1}");
  return spartap_reply_copy (reply, SPARTA_REPLY_PAYLOAD, "three", 5);
}

START_TEST (chunks_are_sent)
{
  static const char body[]
    = "8\r\nhead\0one\r\n19\r\ntwo, of twenty-five bytes\r\n5\r\nthree\r\n"
      "0\r\n\r\n";
  static const struct step steps[]
    = { { .send = EVENT }, { .send = ACCEPTED }, { .send = EVENT },
        { .send = ACCEPTED }, { .send = GONE } };
  char *log = RUN (steps, three);
  server_expect (&server, 1, RESPONSE);
  server_expect_in (&server, 1, "\r\nContent-Type: text/html\r\n");
  server_expect_in (&server, 1, "\r\nLambda-Runtime-Function-Response-Mode: "
                                "streaming\r\n");
  server_expect_in (&server, 1, "\r\nTransfer-Encoding: chunked\r\n");
  server_expect_in (&server, 1,
                    "\r\nTrailer: Lambda-Runtime-Function-Error-Type, "
                    "Lambda-Runtime-Function-Error-Body\r\n");
  ck_assert_uint_eq (server.requests[1].body_size, sizeof body - 1);
  ck_assert_mem_eq (server.requests[1].body, body, sizeof body - 1);
  server_expect (&server, 2, NEXT);
  ck_assert_int_eq (server.n_connections, 3);  /* closed behind each stream */
  ck_assert_ptr_null (strstr (log, "streaming"));
  free (log);
}
END_TEST

static int
empty (const struct sparta_invocation *invocation, struct sparta_reply *reply)
{
  ck_assert_int_eq (begin (invocation, NULL, 0, ""), 0);
  return spartap_reply_copy (reply, SPARTA_REPLY_PAYLOAD, "", 0);
}

START_TEST (nothing_is_no_chunk)
{
  static const struct step steps[]
    = { { .send = EVENT }, { .send = ACCEPTED }, { .send = GONE } };
  free (RUN (steps, empty));
  ck_assert_str_eq (server.requests[1].body, "0\r\n\r\n");
}
END_TEST

static const char *message = "sorry";

static int
fail_late (const struct sparta_invocation *invocation,
           struct sparta_reply *reply)
{
  ck_assert_int_eq (begin (invocation, NULL, 0, "begun"), 0);
  return spartap_reply_error (reply, "My.Error", SPARTAP_NOWHERE, "%s",
                              message);
}

/* Asserts that the trailers of request I are an error, and returns its JSON,
   which the caller frees.  */
static char *
expect_trailers (int i)
{
  static const char trailers[]
    = "5\r\nbegun\r\n0\r\nLambda-Runtime-Function-Error-Type: My.Error\r\n"
      "Lambda-Runtime-Function-Error-Body: ";
  const char *body = server.requests[i].body;
  ck_assert_msg (strncmp (body, trailers, sizeof trailers - 1) == 0, "%s",
                 body);
  ck_assert_uint_le (strlen (body) - 13, 4096);
  body += sizeof trailers - 1;
  size_t size = strcspn (body, "\r");
  ck_assert_str_eq (body + size, "\r\n\r\n");
  char *json = calloc (1, size + 1);
  ck_assert_int_ge (spartap_base64_decode (json, body, size), 0);
  return json;
}

START_TEST (error_goes_into_the_trailers)
{
  static const struct step steps[]
    = { { .send = EVENT }, { .send = ACCEPTED }, { .send = GONE } };
  free (RUN (steps, fail_late));
  server_expect (&server, 1, RESPONSE);
  char *json = expect_trailers (1);
  ck_assert_str_eq (json, "{\"errorMessage\":\"sorry\",\"errorType\":"
                          "\"My.Error\",\"stackTrace\":[]}");
  free (json);
  server_expect (&server, 2, NEXT);
}
END_TEST

START_TEST (long_error_keeps_whole_characters)
{
  static const struct step steps[]
    = { { .send = EVENT }, { .send = ACCEPTED }, { .send = GONE } };
  static const char *const units[] = { "x", "\xE2\x82\xAC", "\"", "\x01",
                                       "x\xF0\x9F\x98\x80\\" };
  for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
    {
      char *text = calloc (1, 30001);
      while (strlen (text) < 29990)
        strcat (text, units[i]);
      message = text;
      free (RUN (steps, fail_late));
      char *json = expect_trailers (1);
      ck_assert_ptr_nonnull (strstr (json, "...\",\"errorType\":\"My.Error\","
                                           "\"stackTrace\":[]}"));
      sparta_event event = { .data = json, .size = strlen (json) };
      ck_assert_int_eq (sparta_event_check (&event), 0);
      ck_assert_uint_gt (strlen (json), 900);
      free (json);
      free (text);
    }
}
END_TEST

/* Streams until that fails.  */
static int
insist (const struct sparta_invocation *invocation, struct sparta_reply *reply)
{
  int error = begin (invocation, NULL, 0, "begun");
  for (int i = 0; error == 0 && i < 1000; i++)
    {
      nanosleep (&(struct timespec) { .tv_nsec = 1000000 }, NULL);
      error = go_on (invocation, "more");
    }
  ck_assert_int_ne (error, 0);
  ck_assert_int_ne (go_on (invocation, "more"), 0);
  return spartap_reply_error (reply, "Sparta.StreamBroken", SPARTAP_NOWHERE,
                              "cut");
}

START_TEST (stream_that_is_cut_is_not_answered_again)
{
  static const struct step steps[]
    = { { .send = EVENT }, { .close = true, .early = true },
        { .send = GONE } };
  char *log = RUN (steps, insist);
  ck_assert_ptr_nonnull (strstr (log, "the response to id-1 is cut"));
  server_expect (&server, 1, RESPONSE);
  server_expect (&server, 2, NEXT);
  free (log);
}
END_TEST

START_TEST (refusal_of_a_stream_is_reported)
{
  static const struct step steps[]
    = { { .send = EVENT }, { .send = REFUSED }, { .send = GONE } };
  char *log = RUN (steps, three);
  ck_assert_ptr_nonnull (strstr (log, "streaming a response: status 413"));
  server_expect (&server, 2, NEXT);     /* not an error too */
  free (log);
}
END_TEST

START_TEST (silence_behind_a_stream_is_reported)
{
  static const struct step steps[]
    = { { .send = EVENT }, { .send = "" }, { .send = GONE } };
  char *log = RUN (steps, three);
  ck_assert_ptr_nonnull (strstr (log, "streaming a response: the server fell "
                                      "silent"));
  server_expect (&server, 2, NEXT);
  free (log);
}
END_TEST

/* Likewise, when the server has closed the connection.  */
static int
three_later (const struct sparta_invocation *invocation,
             struct sparta_reply *reply)
{
  nanosleep (&(struct timespec) { .tv_nsec = 50000000 }, NULL);
  return three (invocation, reply);
}

START_TEST (connection_that_was_closed_meanwhile_is_replaced)
{
  static const struct step steps[]
    = { { .send = EVENT, .close = true }, { .send = ACCEPTED },
        { .send = GONE } };
  char *log = RUN (steps, three_later);
  server_expect (&server, 1, RESPONSE);
  ck_assert_ptr_null (strstr (log, "streaming"));
  server_expect (&server, 2, NEXT);
  free (log);
}
END_TEST

/* Who was to receive stopped reading.  */
static int
stall (const struct sparta_invocation *invocation, struct sparta_reply *reply)
{
  struct spartap_loop *loop = invocation->opaque;
  static char large[1 << 20];
  int ends[2];
  ck_assert_int_eq (socketpair (AF_UNIX, SOCK_STREAM, 0, ends), 0);
  spartap_http_disconnect (&loop->http);
  loop->http.fd = ends[0];
  spartap_http_patience (&loop->http, 50);
  memset (large, 'x', sizeof large - 1);
  int error = begin (invocation, NULL, 0, "begun");
  for (int i = 0; error == 0 && i < 100; i++)
    error = go_on (invocation, large);
  ck_assert_int_eq (error, SPARTAP_HTTP_ESTALLED);
  ck_assert_int_eq (loop->http.fd, -1);         /* they hear of it at once */
  close (ends[1]);
  return spartap_reply_error (reply, "Sparta.StreamBroken", SPARTAP_NOWHERE,
                              "cut");
}

START_TEST (stream_that_nobody_reads_breaks)
{
  static const struct step steps[] = { { .send = EVENT }, { .send = GONE } };
  char *log = RUN (steps, stall);
  ck_assert_ptr_nonnull (strstr (log, "the server fell silent"));
  ck_assert_ptr_nonnull (strstr (log, "the response to id-1 is cut"));
  server_expect (&server, 1, NEXT);
  free (log);
}
END_TEST

/* The API is gone before the first byte: an error is posted as ever.  */
static int
unplugged (const struct sparta_invocation *invocation,
           struct sparta_reply *reply)
{
  struct spartap_loop *loop = invocation->opaque;
  const char *api = loop->http.endpoint;
  socklen_t size = loop->http.address_size;
  loop->http.endpoint = "nowhere:0";
  loop->http.address_size = 0;
  spartap_http_disconnect (&loop->http);
  ck_assert_int_ne (begin (invocation, NULL, 0, "begun"), 0);
  loop->http.endpoint = api;
  loop->http.address_size = size;
  return spartap_reply_error (reply, "Sparta.StreamBroken", SPARTAP_NOWHERE,
                              "cut");
}

START_TEST (stream_of_which_nothing_left_is_answered_by_an_error)
{
  static const struct step steps[]
    = { { .send = EVENT }, { .send = ACCEPTED }, { .send = GONE } };
  free (RUN (steps, unplugged));
  server_expect (&server, 1, ERROR);
  server_expect_in (&server, 1, "Sparta.StreamBroken");
  server_expect (&server, 2, NEXT);
}
END_TEST

/* The process ends in the middle of a stream.  */
static int
end_process (const struct sparta_invocation *invocation,
             struct sparta_reply *reply)
{
  (void) reply;
  begin (invocation, NULL, 0, "begun");
  spartap_loop_last_words (invocation->opaque, "My.Error", "{}", 2);
  ck_assert_int_ne (go_on (invocation, "more"), 0);
  _exit (0);
}

START_TEST (last_words_are_the_streams)
{
  static const struct step steps[] = { { .send = EVENT },
                                       { .send = ACCEPTED } };
  struct spartap_loop loop
    = { .function = "F", .agent = "test", .invoke = end_process,
        .release = spartap_free };
  server_start (&server, steps, 2);
  loop.api = server.endpoint;
  if (fork () == 0)
    {
      spartap_loop_run (&loop);
      _exit (1);
    }
  while (server_requests (&server) < 2)
    nanosleep (&(struct timespec) { .tv_nsec = 1000000 }, NULL);
  server_stop (&server);
  char *json = expect_trailers (1);
  ck_assert_str_eq (json, "{}");
  free (json);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[]
    = { chunks_are_sent, nothing_is_no_chunk, error_goes_into_the_trailers,
        long_error_keeps_whole_characters,
        stream_that_is_cut_is_not_answered_again,
        refusal_of_a_stream_is_reported, silence_behind_a_stream_is_reported,
        connection_that_was_closed_meanwhile_is_replaced,
        stream_that_nobody_reads_breaks,
        stream_of_which_nothing_left_is_answered_by_an_error,
        last_words_are_the_streams, NULL };
  return unit_suite_of ("loop-stream", tests);
}
