/* loop-stream.c: a response that leaves while its handler makes it, as
   Lambda's Runtime API takes it ("Using the Lambda runtime API", "Response
   streaming"): the POST of a response, chunked, one chunk a flush, on a
   connection that is closed behind it; a function error follows as trailers.

   While the handler runs, the event still stands where it was received: until
   it has returned, nothing is.  What was sent is not sent again: a stream that
   breaks is reported, and its event is not answered a second time.

   SPDX-License-Identifier: MIT  */

#include <stdio.h>
#include <string.h>

#include "base64.h"
#include "internal.h"
#include "loop.h"

/* The trailers end a request for Go's net/http, which takes up to 4096 bytes
   of them.  These many of an error's JSON, of its message where the JSON is
   too long, and of its type are below that, encoded.  */
#define TRAILERS_ROOM 4096
#define JSON_MOST 2640
#define MESSAGE_MOST 1024
#define TYPE_MOST 256

/* ms that the response to a stream that was cut may take.  */
#define CUT_MS 20

static const char what[] = "streaming a response";

/* How many of the SIZE bytes at TEXT, the inside of a JSON string, are whole
   characters of its first MOST bytes.  */
static size_t
cut (const char *text, size_t size, size_t most)
{
  size_t n = 0;
  while (n < size && text[n] != '"')
    {
      size_t step = 1;
      if (text[n] == '\\')
        step = n + 1 < size && text[n + 1] == 'u' ? 6 : 2;
      else
        while (n + step < size && (text[n + step] & 0xC0) == 0x80)
          step++;
      if (n + step > most)
        break;
      n += step;
    }
  return n;
}

/* Makes OUT an error JSON with the beginning of JSON's message.  */
static void
shorten (struct spartap_text *out, const char *type, size_t type_size,
         const char *json, size_t size)
{
  static const char opening[] = "{\"errorMessage\":\"";
  size_t n = sizeof opening - 1;
  spartap_text_add (out, opening);
  if (memcmp (json, opening, n) == 0)
    spartap_text_add_bytes (out, json + n,
                            cut (json + n, size - n, MESSAGE_MOST));
  spartap_text_add (out, "...\",\"errorType\":\"");
  spartap_text_json (out, type, type_size);
  spartap_text_add (out, "\",\"stackTrace\":[]}");
}

void
spartap_stream_trailers (struct spartap_text *out, const char *type,
                         const char *json, size_t size)
{
  char room[JSON_MOST];
  struct spartap_text shorter = { .data = room, .room = sizeof room };
  size_t type_size = strnlen (type, TYPE_MOST);
  if (size > JSON_MOST)
    {
      shorten (&shorter, type, type_size, json, size);
      json = room;
      size = shorter.size;
    }
  spartap_text_add (out, "Lambda-Runtime-Function-Error-Type: ");
  spartap_text_add_bytes (out, type, type_size);
  spartap_text_add (out, "\r\nLambda-Runtime-Function-Error-Body: ");
  size_t encoded = spartap_base64_encoded (size);
  if (encoded <= out->room - out->size)
    {
      spartap_base64_encode (out->data + out->size, json, size);
      out->size += encoded;
    }
  spartap_text_add (out, "\r\n");
}

/* Sends N PARTS, the next of the stream.  Returns 0, or an error of http's,
   reported; then the stream is cut, unless nothing of it was sent.  */
static int
send_parts (struct spartap_loop *loop, struct iovec *parts, int n)
{
  int before = atomic_load (&loop->stream);
  size_t first = parts[0].iov_len;
  /* A thread that ends the process may end the stream first.  */
  if (before == SPARTAP_STREAM_CUT
      || !atomic_compare_exchange_strong (&loop->stream, &before,
                                          SPARTAP_STREAM_CUT))
    return SPARTAP_HTTP_ECLOSED;
  int error = spartap_http_send (&loop->http, parts, n);
  if (error == 0)
    {
      atomic_store (&loop->stream, SPARTAP_STREAM_OPEN);
      return 0;
    }
  if (before == SPARTAP_STREAM_NONE && parts[0].iov_len == first)
    atomic_store (&loop->stream, SPARTAP_STREAM_NONE);
  spartap_loop_report (loop, what, error);
  /* Who waits for more shall not wait for the handler.  */
  if (error == SPARTAP_HTTP_ESTALLED)
    spartap_http_disconnect (&loop->http);
  return error;
}

/* Makes loop->head the request's, and sees to a connection.  */
static int
begin (struct spartap_loop *loop, const struct sparta_reply *head)
{
  spartap_buffer_clear (&loop->head);
  int error
    = spartap_buffer_printf (
        &loop->head,
        "POST /2018-06-01/runtime/invocation/%s/response HTTP/1.1\r\n"
        "Host: %s\r\nUser-Agent: %s\r\nContent-Type: %s\r\n"
        "Lambda-Runtime-Function-Response-Mode: streaming\r\n"
        "Transfer-Encoding: chunked\r\n"
        "Trailer: Lambda-Runtime-Function-Error-Type, "
        "Lambda-Runtime-Function-Error-Body\r\n"
        "Connection: close\r\n\r\n",
        loop->id.data, loop->api, loop->agent, head->content_type)
          != 0
        ? SPARTAP_HTTP_ENOMEM
        : spartap_http_begin (&loop->http);
  if (error != 0)
    spartap_loop_report (loop, what, error);
  return error;
}

/* Makes LINE the first of a chunk of SIZE bytes, "" where there are none: that
   would be the last chunk.  Returns its size.  */
static size_t
begin_chunk (char *line, size_t room, size_t size)
{
  return size == 0 ? 0 : snprintf (line, room, "%zx\r\n", size);
}

int
spartap_loop_stream (void *opaque, const struct sparta_reply *head,
                     const void *data, size_t size)
{
  struct spartap_loop *loop = opaque;
  char line[24];
  size_t ahead = head != NULL ? head->data_size : 0;
  /* A thread that ends the process may have answered; a child must not.  */
  if (!atomic_load (&loop->under_way) || spartap_stop_forked_p ()
      || (head == NULL && loop->stream != SPARTAP_STREAM_OPEN))
    return -1;
  if (head != NULL && begin (loop, head) != 0)
    return -1;
  struct iovec parts[]
    = { { loop->head.data, head != NULL ? loop->head.size : 0 },
        { line, begin_chunk (line, sizeof line, ahead + size) },
        { head != NULL ? head->data : NULL, ahead },
        { (void *) data, size },
        { (char *) "\r\n", ahead + size > 0 ? 2 : 0 } };
  return send_parts (loop, parts, sizeof parts / sizeof parts[0]);
}

/* Sends the rest, or the trailers, and the end.  */
static int
send_end (struct spartap_loop *loop, int outcome,
          const struct sparta_reply *reply)
{
  char line[24], room[TRAILERS_ROOM];
  struct spartap_text end = { .data = room, .room = sizeof room };
  const char *type = reply->error_type;
  size_t size = outcome == SPARTA_OK ? reply->data_size : 0;
  spartap_text_add (&end, "0\r\n");
  if (outcome != SPARTA_OK)
    spartap_stream_trailers (&end, type != NULL ? type : "Sparta.Error",
                             reply->data, reply->data_size);
  spartap_text_add (&end, "\r\n");
  struct iovec parts[]
    = { { line, begin_chunk (line, sizeof line, size) },
        { reply->data, size },
        { (char *) "\r\n", size > 0 ? 2 : 0 },
        { end.data, end.size } };
  return send_parts (loop, parts, sizeof parts / sizeof parts[0]);
}

void
spartap_stream_end (struct spartap_loop *loop, int outcome,
                    const struct sparta_reply *reply)
{
  bool whole = loop->stream == SPARTAP_STREAM_OPEN
               && send_end (loop, outcome, reply) == 0;
  /* Of a stream that was cut, the server may have said why; it cannot answer
     what it still waits for.  */
  if (!whole)
    spartap_http_patience (&loop->http, CUT_MS);
  int error = loop->http.fd >= 0 ? spartap_http_end (&loop->http)
                                 : SPARTAP_HTTP_ECLOSED;
  /* The status is the answer, even where its body does not arrive.  */
  if (loop->http.head.complete)
    error = 0;
  if (error == 0 && loop->http.head.status / 100 != 2)
    spartap_loop_report (loop, what, 0);
  else if (error != 0 && whole)
    spartap_loop_report (loop, what, error);
  if (!whole)
    spartap_log (SPARTAP_ERROR, "the response to %s is cut: what was sent "
                                "cannot be sent again", loop->id.data);
  spartap_http_disconnect (&loop->http);
  atomic_store (&loop->stream, SPARTAP_STREAM_NONE);
}
