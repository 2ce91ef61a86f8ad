/* http.h: a keep-alive HTTP/1.1 client for one connection, which is all that a
   Runtime API asks for.

   In the common case an exchange is two system calls: one sends head and body,
   one receives head and body.  Memory is reused: a steady state allocates
   nothing.  What a server may do wrong has an error of its own below; whatever
   it does, no call hangs for longer than STALL_MS inside a message.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_HTTP_H
#define SPARTAP_HTTP_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "buffer.h"
#include "http-head.h"

#define SPARTAP_HTTP_ERRORS(X)                                              \
  X (SPARTAP_HTTP_EADDRESS, -1, "no address")                               \
  X (SPARTAP_HTTP_ECONNECT, -2, "cannot connect")                           \
  X (SPARTAP_HTTP_ECLOSED, -3, "the connection was closed before a response") \
  X (SPARTAP_HTTP_ETRUNCATED, -4, "the connection was closed in a response") \
  X (SPARTAP_HTTP_ESTALLED, -5, "the server fell silent")                   \
  X (SPARTAP_HTTP_EMALFORMED, -6, "not an HTTP/1.1 response")               \
  X (SPARTAP_HTTP_EHEAD, -7, "too many or too long headers")                \
  X (SPARTAP_HTTP_ENOMEM, -8, "out of memory")                              \
  X (SPARTAP_HTTP_ESTOPPED, -9, "stopped")

enum spartap_http_error
{
#define SPARTAP_HTTP_MEMBER(name, number, words) name = number,
  SPARTAP_HTTP_ERRORS (SPARTAP_HTTP_MEMBER)
#undef SPARTAP_HTTP_MEMBER
  SPARTAP_HTTP_OK = 0
};

#define SPARTAP_HTTP_STALL_MS 30000

struct spartap_http
{
  /* The caller's, set before the first exchange.  */
  const char *endpoint;         /* "127.0.0.1:9001", "[::1]:80", "name:80" */
  int stall_ms;                 /* the longest silence; 0: STALL_MS above */
  const volatile sig_atomic_t *stop;    /* ends a patient wait; or NULL */

  /* The last response's, valid until the next exchange.  After an error the
     head is whole if head.complete says so.  */
  struct spartap_http_head head;
  char *body;                   /* body[body_size] == 0 */
  size_t body_size;
  bool repeated;                /* the request was sent a second time */

  /* The connection's.  */
  volatile int fd;              /* -1: none; a signal handler may look */
  struct sockaddr_storage address;
  socklen_t address_size;       /* 0: not looked up yet */
  struct spartap_buffer in;     /* what the last response was */
  int system_error;             /* errno of the last failure; 0: none */
};

/* A request: HEAD is its complete head, up to and with the empty line.  */
struct spartap_http_request
{
  const char *head;
  size_t head_size;
  const void *body;
  size_t body_size;
  bool patient;                 /* the response may begin at any time */
};

/* ENDPOINT is the caller's and outlives HTTP.  */
void spartap_http_init (struct spartap_http *, const char *endpoint);

/* Sends REQUEST and receives the response, on a new connection where there is
   none.  A connection that turns out to have been closed since the last
   exchange is replaced once.  Returns 0 or a spartap_http_error, after which
   the connection is closed.  */
int spartap_http_exchange (struct spartap_http *,
                           const struct spartap_http_request *);

/* A request whose body is sent as it is made.  begin sees to a connection
   that the server has not closed, and leaves the last response as it is; send
   sends N PARTS, and where it fails leaves in them what was not sent; end
   receives the response.  Each returns 0 or a spartap_http_error; end closes
   the connection then.  */
int spartap_http_begin (struct spartap_http *);
int spartap_http_send (struct spartap_http *, struct iovec *parts, int n);
int spartap_http_end (struct spartap_http *);

/* The value of the response's header NAME (any case), or NULL.  */
const char *spartap_http_header (const struct spartap_http *,
                                 const char *name);

/* How long a wait lasts from now on, in ms.  Async-signal-safe.  */
void spartap_http_patience (const struct spartap_http *, int ms);

void spartap_http_free (struct spartap_http *);

const char *spartap_http_strerror (int error);

/* What the client's files share.  Each returns 0 or a spartap_http_error.  */

/* http-connect.c: opens and closes http->fd.  */
int spartap_http_connect (struct spartap_http *);
void spartap_http_disconnect (struct spartap_http *);

/* http.c: appends at least one byte to http->in, SIZE at most; the flags are
   recv(2)'s.  Memory for SIZE bytes is there afterwards.  */
int spartap_http_receive (struct spartap_http *, size_t size, int flags,
                          bool patient);

/* http-body.c: the body of the response whose head was received.  */
int spartap_http_receive_body (struct spartap_http *);

#endif /* SPARTAP_HTTP_H */
