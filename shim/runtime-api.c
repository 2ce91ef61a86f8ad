/* runtime-api.c: see runtime-api.h.  The routes, the headers and the states
   are those of Lambda's manual, "Using the Lambda runtime API"; a client that
   posts what the state does not allow is told so as Lambda tells it.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>
#include <time.h>

#include "cli.h"
#include "event.h"
#include "runtime-api.h"
#include "trailers.h"

/* A request's body that is no streamed response, and where one of these goes;
   the latter is in the API.  */
struct request
{
  struct api_answer posted;
  struct api_answer *body;
};

#define PREFIX "/2018-06-01/runtime/"

/* What Lambda answers to a post.  */
static const char accepted[] = "{\"status\":\"OK\"}\n";
static const char no_such_id[]
  = "{\"errorMessage\":\"Invalid request ID\","
    "\"errorType\":\"InvalidRequestID\"}\n";
static const char wrong_state[]
  = "{\"errorMessage\":\"State transition is not allowed\","
    "\"errorType\":\"InvalidStateTransition\"}\n";
static const char too_large[]
  = "{\"errorMessage\":\"Exceeded maximum allowed payload size\","
    "\"errorType\":\"RequestEntityTooLarge\"}\n";
static const char no_such_route[]
  = "{\"errorMessage\":\"404 page not found\",\"errorType\":\"NotFound\"}\n";

static enum MHD_Result
reply (struct MHD_Connection *connection, unsigned status, const char *text)
{
  struct MHD_Response *response = MHD_create_response_from_buffer (
    strlen (text), (void *) text, MHD_RESPMEM_PERSISTENT);
  if (response == NULL)
    return MHD_NO;
  MHD_add_response_header (response, "Content-Type", "application/json");
  enum MHD_Result result = MHD_queue_response (connection, status, response);
  MHD_destroy_response (response);
  return result;
}

/* Adds the header NAME with the value TEXT, and frees TEXT.  */
static void
add_header (struct MHD_Response *response, const char *name, char *text)
{
  MHD_add_response_header (response, name, text);
  free (text);
}

/* SIZE random bytes as hexadecimal digits.  */
static void
make_random (char *digits, size_t size)
{
  unsigned char bytes[16];
  if (getrandom (bytes, size, 0) != (ssize_t) size)
    memset (bytes, 0x5a, size);
  for (size_t i = 0; i < size; i++)
    sprintf (digits + 2 * i, "%02x", bytes[i]);
}

static char *
make_trace_id (void)
{
  char root[25], parent[17];
  make_random (root, 12);
  make_random (parent, 8);
  return cli_asprintf ("Root=1-%08" PRIx32 "-%s;Parent=%s;Sampled=0",
                       (uint32_t) time (NULL), root, parent);
}

/* A random UUID, as Lambda's request ids are.  */
static void
make_request_id (char *id)
{
  char d[33];
  make_random (d, 16);
  sprintf (id, "%.8s-%.4s-4%.3s-a%.3s-%.12s", d, d + 8, d + 13, d + 17,
           d + 20);
}

static char *
make_deadline (unsigned timeout_s)
{
  struct timespec now;
  clock_gettime (CLOCK_REALTIME, &now);
  return cli_asprintf ("%" PRId64, (int64_t) (now.tv_sec + timeout_s) * 1000
                                     + now.tv_nsec / 1000000);
}

static enum MHD_Result
give_event (struct runtime_api *api, struct MHD_Connection *connection)
{
  struct MHD_Response *response = MHD_create_response_from_buffer (
    api->event_size, (void *) api->event, MHD_RESPMEM_PERSISTENT);
  if (response == NULL)
    return MHD_NO;
  MHD_add_response_header (response, "Content-Type", "application/json");
  MHD_add_response_header (response, "Lambda-Runtime-Aws-Request-Id",
                           api->request_id);
  add_header (response, "Lambda-Runtime-Deadline-Ms",
              make_deadline (api->timeout_s));
  add_header (response, "Lambda-Runtime-Invoked-Function-Arn",
              cli_asprintf ("arn:aws:lambda:us-east-1:123456789012:function:"
                            "%s", api->function));
  add_header (response, "Lambda-Runtime-Trace-Id", make_trace_id ());
  enum MHD_Result result = MHD_queue_response (connection, MHD_HTTP_OK,
                                               response);
  MHD_destroy_response (response);
  api->phase = API_RUNNING;
  return result;
}

/* Gives the event to who asks first; who asks for another waits, as a sandbox
   that Lambda has frozen does.  */
static enum MHD_Result
next (struct runtime_api *api, struct MHD_Connection *connection)
{
  if (api->phase == API_STARTING)
    return give_event (api, connection);
  /* A stream that broke off is an answer.  */
  if (api->phase == API_RUNNING && api->answer.cut)
    api->phase = API_ANSWERED;
  if (api->phase != API_ANSWERED || api->suspended != NULL)
    return reply (connection, MHD_HTTP_FORBIDDEN, wrong_state);
  MHD_suspend_connection (connection);
  api->suspended = connection;
  api->phase = API_WAITING;
  return MHD_YES;
}

/* Whether CONNECTION's client posts JSON, or does not say what.  */
static bool
json_type_p (struct MHD_Connection *connection)
{
  const char *type = MHD_lookup_connection_value (
    connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_CONTENT_TYPE);
  return type == NULL || strcasestr (type, "json") != NULL;
}

/* Takes the body in *POSTED as the answer, and leaves nothing there.  */
static enum MHD_Result
take (struct runtime_api *api, struct MHD_Connection *connection,
      struct api_answer *posted, enum api_phase from, enum api_phase to)
{
  if (api->phase != from)
    return reply (connection, MHD_HTTP_FORBIDDEN, wrong_state);
  api->phase = to;
  api->answer = *posted;
  api->answer.json = json_type_p (connection);
  posted->data = NULL;
  if (posted->size > REPLY_MAX && !posted->error)
    return reply (connection, MHD_HTTP_CONTENT_TOO_LARGE, too_large);
  return reply (connection, MHD_HTTP_ACCEPTED, accepted);
}

/* The end of a streamed response.  */
static enum MHD_Result
take_stream (struct runtime_api *api, struct MHD_Connection *connection)
{
  api->phase = API_ANSWERED;
  api->answer.stream_error = trailers_error (connection);
  if (api->answer.size > STREAM_MAX)
    return reply (connection, MHD_HTTP_CONTENT_TOO_LARGE, too_large);
  return reply (connection, MHD_HTTP_ACCEPTED, accepted);
}

/* Whether the SIZE bytes at ID are the invocation's.  */
static bool
id_p (const struct runtime_api *api, const char *id, size_t size)
{
  return size == strlen (api->request_id)
         && memcmp (id, api->request_id, size) == 0;
}

/* invocation/ID/response and invocation/ID/error; REST begins with ID.  */
static enum MHD_Result
take_outcome (struct runtime_api *api, struct MHD_Connection *connection,
              const char *rest, struct request *request)
{
  struct api_answer *posted = &request->posted;
  const char *what = strchr (rest, '/');
  bool error = what != NULL && strcmp (what, "/error") == 0;
  if (what == NULL || (!error && strcmp (what, "/response") != 0))
    return reply (connection, MHD_HTTP_NOT_FOUND, no_such_route);
  if (!id_p (api, rest, what - rest))
    return reply (connection, MHD_HTTP_BAD_REQUEST, no_such_id);
  if (request->body != posted)
    return take_stream (api, connection);
  if (api->answer.streamed)
    return reply (connection, MHD_HTTP_FORBIDDEN, wrong_state);
  posted->error = error;
  return take (api, connection, posted, API_RUNNING, API_ANSWERED);
}

static enum MHD_Result
route (struct runtime_api *api, struct MHD_Connection *connection,
       const char *method, const char *url, struct request *request)
{
  bool get = strcmp (method, "GET") == 0;
  bool post = strcmp (method, "POST") == 0;
  const char *path = url;
  if (strncmp (url, PREFIX, strlen (PREFIX)) == 0)
    path = url + strlen (PREFIX);
  if (get && strcmp (path, "invocation/next") == 0)
    return next (api, connection);
  if (get && strcmp (path, "restore/next") == 0)
    return reply (connection, MHD_HTTP_OK, "");  /* SnapStart: restored */
  if (post && strcmp (path, "init/error") == 0)
    {
      request->posted.error = true;
      return take (api, connection, &request->posted, API_STARTING,
                   API_INIT_FAILED);
    }
  if (post && strncmp (path, "invocation/", 11) == 0)
    return take_outcome (api, connection, path + 11, request);
  return reply (connection, MHD_HTTP_NOT_FOUND, no_such_route);
}

/* Appends to what a client posts.  What is too large is only counted.  */
static enum MHD_Result
append (struct api_answer *posted, const char *data, size_t size)
{
  if (posted->size + size > (posted->streamed ? STREAM_MAX : 2 * REPLY_MAX))
    {
      free (posted->data);
      posted->data = NULL;
      posted->room = 0;
      posted->size += size;
      return MHD_YES;
    }
  if (posted->data == NULL || posted->size + size >= posted->room)
    {
      size_t room = 2 * (posted->size + size) + 1;
      char *longer = realloc (posted->data, room);
      if (longer == NULL)
        return MHD_NO;
      posted->data = longer;
      posted->room = room;
    }
  memcpy (posted->data + posted->size, data, size);
  posted->size += size;
  posted->data[posted->size] = 0;
  return MHD_YES;
}

/* Begins a request.  The invocation's response, where it is streamed, and the
   first, goes into the API from the start: of one that never ends, what has
   arrived counts.  */
static struct request *
begin_request (struct runtime_api *api, struct MHD_Connection *connection,
               const char *url)
{
  static const char route[] = PREFIX "invocation/";
  struct request *request = calloc (1, sizeof *request);
  const char *what = strrchr (url, '/');
  size_t n = sizeof route - 1;
  if (request == NULL)
    return NULL;
  request->body = &request->posted;
  if (!trailers_streaming_p (connection) || api->phase != API_RUNNING
      || api->answer.streamed || strncmp (url, route, n) != 0
      || strcmp (what, "/response") != 0
      || !id_p (api, url + n, what - (url + n)))
    return request;
  api->answer.streamed = true;
  api->answer.json = json_type_p (connection);
  request->body = &api->answer;
  return request;
}

/* libmicrohttpd calls it when the headers are there, for each part of a body,
   and at the end.  */
static enum MHD_Result
handle (void *cls, struct MHD_Connection *connection, const char *url,
        const char *method, const char *version, const char *data,
        size_t *size, void **opaque)
{
  (void) version;
  struct request *request = *opaque;
  if (request == NULL)
    {
      *opaque = begin_request (cls, connection, url);
      return *opaque != NULL ? MHD_YES : MHD_NO;
    }
  if (*size > 0)
    {
      size_t n = *size;
      *size = 0;
      return append (request->body, data, n);
    }
  if (request->body->data == NULL && request->body->size == 0
      && append (request->body, "", 0) != MHD_YES)
    return MHD_NO;
  return route (cls, connection, method, url, request);
}

static void
forget_request (void *cls, struct MHD_Connection *connection, void **opaque,
                enum MHD_RequestTerminationCode code)
{
  struct runtime_api *api = cls;
  struct request *request = *opaque;
  (void) connection;
  (void) code;
  if (request != NULL)
    {
      if (request->body == &api->answer && api->phase == API_RUNNING)
        api->answer.cut = true;
      free (request->posted.data);
    }
  free (request);
  *opaque = NULL;
}

int
runtime_api_start (struct runtime_api *api)
{
  struct sockaddr_in loopback = { .sin_family = AF_INET,
                                  .sin_addr.s_addr
                                  = htonl (INADDR_LOOPBACK) };
  api->daemon = MHD_start_daemon (
    MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, handle, api,
    MHD_OPTION_SOCK_ADDR, &loopback, MHD_OPTION_NOTIFY_COMPLETED,
    forget_request, NULL, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
    (size_t) 256 * 1024, MHD_OPTION_END);
  const union MHD_DaemonInfo *info = NULL;
  if (api->daemon != NULL)
    info = MHD_get_daemon_info (api->daemon, MHD_DAEMON_INFO_BIND_PORT);
  if (info == NULL)
    {
      cli_error ("no server on 127.0.0.1: %s", strerror (errno));
      return -1;
    }
  snprintf (api->address, sizeof api->address, "127.0.0.1:%u",
            (unsigned) info->port);
  make_request_id (api->request_id);
  return 0;
}

int
runtime_api_fd (const struct runtime_api *api)
{
  const union MHD_DaemonInfo *info
    = MHD_get_daemon_info (api->daemon, MHD_DAEMON_INFO_EPOLL_FD);
  return info != NULL ? info->epoll_fd : -1;
}

int
runtime_api_timeout (const struct runtime_api *api)
{
  MHD_UNSIGNED_LONG_LONG ms;
  if (MHD_get_timeout (api->daemon, &ms) != MHD_YES)
    return -1;
  return ms < 1000 ? (int) ms : 1000;
}

void
runtime_api_run (struct runtime_api *api)
{
  MHD_run (api->daemon);
}

void
runtime_api_stop (struct runtime_api *api)
{
  /* The daemon must not end while a connection is suspended.  */
  if (api->suspended != NULL)
    MHD_resume_connection (api->suspended);
  if (api->daemon != NULL)
    MHD_stop_daemon (api->daemon);
  free (api->answer.data);
  free (api->answer.stream_error);
}
