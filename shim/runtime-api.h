/* runtime-api.h: Lambda's Runtime API on this machine's loopback, for one
   invocation.

   It has no thread of its own: whoever waits for runtime_api_fd calls
   runtime_api_run, and then looks at PHASE.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_RUNTIME_API_H
#define SHIM_RUNTIME_API_H

#include <microhttpd.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How far the client is.  */
enum api_phase
{
  API_STARTING,                 /* it has not asked for an invocation */
  API_RUNNING,                  /* it has the event */
  API_ANSWERED,                 /* it posted the response, or the error */
  API_WAITING,                  /* and has asked for the next invocation */
  API_INIT_FAILED               /* it posted an init error */
};

/* What the client posted.  A streamed response grows in place, and may end
   with an error, or not at all.  */
struct api_answer
{
  char *data;                   /* NUL-terminated; NULL when too large */
  size_t size, room;
  bool error;                   /* posted as an error */
  bool streamed;
  bool cut;                     /* streamed, and broken off */
  char *stream_error;           /* the error JSON behind it, or NULL */
  bool json;                    /* its Content-Type is JSON's, or none */
};

struct runtime_api
{
  /* The caller's.  */
  const char *function;
  const char *event;
  size_t event_size;
  unsigned timeout_s;

  /* The API's, for the caller to read.  */
  char address[32];             /* for AWS_LAMBDA_RUNTIME_API */
  char request_id[40];
  enum api_phase phase;
  struct api_answer answer;

  /* The API's own.  */
  struct MHD_Daemon *daemon;
  struct MHD_Connection *suspended;
};

/* Starts to listen on a free port.  Returns 0, or has printed why not.  */
int runtime_api_start (struct runtime_api *api);

/* Becomes readable when there is work; how many ms at most to wait for that,
   -1: any number.  */
int runtime_api_fd (const struct runtime_api *api);
int runtime_api_timeout (const struct runtime_api *api);

/* Does the work that there is.  */
void runtime_api_run (struct runtime_api *api);

/* Ends it and frees the answer.  */
void runtime_api_stop (struct runtime_api *api);

#endif /* SHIM_RUNTIME_API_H */
