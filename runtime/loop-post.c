/* loop-post.c: what the loop posts: a response, a function error, an init
   error.

   The service takes one answer to an event: 202 says that it has it, 4xx that
   it refuses it (413: too large), 5xx that it is in trouble.  A post is safe
   to repeat: it names its event, and a second answer is refused.

   SPDX-License-Identifier: MIT  */

#include <string.h>
#include <time.h>

#include "internal.h"
#include "loop.h"

/* How often an answer is posted before it is given up.  */
#define TRIES 4

#define INVOCATION "/2018-06-01/runtime/invocation/"
#define INIT_ERROR "/2018-06-01/runtime/init/error"

void
spartap_loop_report (const struct spartap_loop *loop, const char *what,
                     int error)
{
  const struct spartap_http *http = &loop->http;
  if (error != 0)
    spartap_log (SPARTAP_ERROR, "Runtime API at %s: %s: %s%s%s", loop->api,
                 what, spartap_http_strerror (error),
                 http->system_error != 0 ? ": " : "",
                 http->system_error != 0 ? strerror (http->system_error) : "");
  else
    spartap_log (SPARTAP_ERROR, "Runtime API at %s: %s: status %d%s%.*s",
                 loop->api, what, http->head.status,
                 http->body_size > 0 ? ": " : "",
                 http->body_size < 200 ? (int) http->body_size : 200,
                 http->body);
}

bool
spartap_loop_pause (const struct spartap_loop *loop, int failures)
{
  int64_t ms = loop->backoff_ms > 0 ? loop->backoff_ms : 50;
  ms <<= failures < 6 ? failures : 6;
  struct timespec pause = { .tv_sec = ms / 1000,
                            .tv_nsec = ms % 1000 * 1000000 };
  while (!loop->stop && nanosleep (&pause, &pause) != 0)
    ;
  return !loop->stop;
}

/* Begins a POST to PATH (in up to three parts) of REPLY.  */
static int
make_head (struct spartap_loop *loop, const char *path, const char *id,
           const char *verb, const struct sparta_reply *reply)
{
  struct spartap_buffer *head = &loop->head;
  const char *type = reply->content_type;
  spartap_buffer_clear (head);
  int error = spartap_buffer_printf (
    head,
    "POST %s%s%s HTTP/1.1\r\nHost: %s\r\nUser-Agent: %s\r\n"
    "Content-Type: %s\r\nContent-Length: %llu\r\n",
    path, id, verb, loop->api, loop->agent,
    type != NULL ? type : "application/json",
    (unsigned long long) reply->data_size);
  if (error == 0 && reply->kind == SPARTA_REPLY_ERROR)
    error = spartap_buffer_printf (
      head, "Lambda-Runtime-Function-Error-Type: %s\r\n",
      reply->error_type != NULL ? reply->error_type : "Sparta.Error");
  return error != 0 ? error : spartap_buffer_append (head, "\r\n", 2);
}

/* Posts REPLY behind loop->head.  Returns the status, or 0 after TRIES
   failures; *AGAIN says whether an earlier try may have arrived.  */
static int
post (struct spartap_loop *loop, const char *what,
      const struct sparta_reply *reply, bool *again)
{
  struct spartap_http_request request
    = { .head = loop->head.data, .head_size = loop->head.size,
        .body = reply->data, .body_size = reply->data_size };
  *again = false;
  for (int failures = 0;; failures++)
    {
      int error = spartap_http_exchange (&loop->http, &request);
      *again = *again || loop->http.repeated;
      if (error == 0 && loop->http.head.status < 500)
        return loop->http.head.status;
      spartap_loop_report (loop, what, error);
      if (failures == TRIES - 1)
        return 0;
      *again = true;
      /* An answer is delivered even where SIGTERM came.  */
      spartap_loop_pause (loop, failures);
    }
}

static void
post_error (struct spartap_loop *loop, const struct sparta_reply *reply)
{
  bool again;
  if (make_head (loop, INVOCATION, loop->id.data, "/error", reply) != 0)
    {
      spartap_log (SPARTAP_ERROR, "out of memory: %s is not answered",
                   loop->id.data);
      return;
    }
  int status = post (loop, "posting an error", reply, &again);
  if (status != 0 && status / 100 != 2)
    spartap_loop_report (loop, "posting an error", 0);
}

/* The API refused a response of SIZE bytes with STATUS: says so instead.  */
static void
post_refusal (struct spartap_loop *loop, int status, uint64_t size)
{
  struct sparta_reply reply = { .size = sizeof reply };
  const char *type = status == 413 ? "Function.ResponseSizeTooLarge"
                                   : "Sparta.ResponseRefused";
  spartap_reply_error (&reply, type, SPARTAP_NOWHERE,
                       "the Runtime API refused the response of %llu bytes "
                       "with status %d%s",
                       (unsigned long long) size, status,
                       status == 413 ? ": Lambda takes up to 6 MB" : "");
  post_error (loop, &reply);
  spartap_free (&reply);
}

static void
post_response (struct spartap_loop *loop, const struct sparta_reply *reply)
{
  bool again;
  if (make_head (loop, INVOCATION, loop->id.data, "/response", reply) != 0)
    {
      spartap_log (SPARTAP_ERROR, "out of memory: %s is not answered",
                   loop->id.data);
      return;
    }
  int status = post (loop, "posting a response", reply, &again);
  if (status == 0 || status / 100 == 2)
    return;
  spartap_loop_report (loop, "posting a response", 0);
  if (!again)
    post_refusal (loop, status, reply->data_size);
}

void
spartap_loop_answer (struct spartap_loop *loop, int outcome,
                     const struct sparta_reply *reply)
{
  if (loop->stream != SPARTAP_STREAM_NONE)
    spartap_stream_end (loop, outcome, reply);
  else if (outcome == SPARTA_OK)
    post_response (loop, reply);
  else
    post_error (loop, reply);
}

int
spartap_loop_init_error (struct spartap_loop *loop,
                         const struct sparta_reply *reply)
{
  bool again;
  int status = 0;
  spartap_http_init (&loop->http, loop->api);
  if (make_head (loop, INIT_ERROR, "", "", reply) == 0)
    status = post (loop, "posting an init error", reply, &again);
  if (status != 0 && status / 100 != 2)
    spartap_loop_report (loop, "posting an init error", 0);
  spartap_http_free (&loop->http);
  spartap_buffer_free (&loop->head);
  return status / 100 == 2 ? 0 : 1;
}
