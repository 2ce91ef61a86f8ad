/* server.c: the scripted server.

   SPDX-License-Identifier: MIT  */

#define _GNU_SOURCE 1                   /* accept4 */
#include "server.h"

#include <arpa/inet.h>
#include <check.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* Long enough for the client to see the bytes before a cut by themselves.  */
static void
rest (void)
{
  nanosleep (&(struct timespec) { .tv_nsec = 1000000 }, NULL);
}

/* Whether the SIZE bytes at BODY, of a chunked request, are whole: they are
   where chunks do not look like the last one.  */
static bool
chunks_end_p (const char *body, size_t size)
{
  const char *last = size >= 3 && memcmp (body, "0\r\n", 3) == 0
                       ? body : memmem (body, size, "\r\n0\r\n", 5);
  return last != NULL && memcmp (body + size - 4, "\r\n\r\n", 4) == 0;
}

/* Whether REQUEST, of SIZE bytes so far, is whole; without its body where
   EARLY.  */
static bool
whole_p (struct request *request, size_t size, bool early)
{
  char *end = strstr (request->text, "\r\n\r\n");
  if (end == NULL)
    return false;
  char *length = strstr (request->text, "Content-Length: ");
  request->body = end + 4;
  request->body_size = length != NULL && length < end
                         ? strtoul (length + 16, NULL, 10) : 0;
  size_t head_size = request->body - request->text;
  char *chunked = strstr (request->text, "Transfer-Encoding: chunked");
  if (chunked != NULL && chunked < end)
    {
      request->body_size = size - head_size;
      return early || chunks_end_p (request->body, request->body_size);
    }
  return size >= head_size + (early ? 0 : request->body_size);
}

/* Receives a request of CONNECTION.  Returns whether there was one.  */
static bool
receive (int connection, struct request *request, bool early)
{
  size_t size = 0, capacity = 0;
  *request = (struct request) { 0 };
  for (;;)
    {
      if (size == capacity)
        {
          capacity = capacity > 0 ? capacity * 2 : 1 << 16;
          request->text = realloc (request->text, capacity + 1);
        }
      ssize_t n = read (connection, request->text + size, capacity - size);
      if (n <= 0)
        break;
      request->text[size += n] = 0;
      if (whole_p (request, size, early))
        return true;
    }
  free (request->text);
  return false;
}

static void
send_all (int connection, const char *data, size_t size)
{
  while (size > 0)
    {
      ssize_t n = send (connection, data, size, MSG_NOSIGNAL);
      if (n <= 0)
        return;
      data += n;
      size -= n;
    }
}

static void
play (int connection, const struct step *step)
{
  size_t size = step->size != 0 || step->send == NULL ? step->size
                                                      : strlen (step->send);
  size_t cut = step->cut < size ? step->cut : 0;
  send_all (connection, step->send, cut);
  if (cut > 0)
    rest ();
  send_all (connection, step->send + cut, size - cut);
}

int
server_requests (struct server *server)
{
  pthread_mutex_lock (&server->lock);
  int n = server->n_requests;
  pthread_mutex_unlock (&server->lock);
  return n;
}

/* Whether the next step answers ahead of the body.  */
static bool
early_p (struct server *server)
{
  pthread_mutex_lock (&server->lock);
  int i = server->n_requests;
  bool early = i < server->n_steps && server->steps[i].early;
  pthread_mutex_unlock (&server->lock);
  return early;
}

/* Keeps REQUEST and answers it; returns whether the connection stays.  */
static bool
answer (struct server *server, int connection, const struct request *request)
{
  static const struct step silence;
  pthread_mutex_lock (&server->lock);
  int i = server->n_requests;
  const struct step *step
    = i < server->n_steps ? &server->steps[i] : &silence;
  if (i < SERVER_REQUESTS)
    server->requests[server->n_requests++] = *request;
  play (connection, step);
  pthread_mutex_unlock (&server->lock);
  return i < SERVER_REQUESTS && !step->close;
}

struct connection
{
  struct server *server;
  int fd;
};

static void *
serve (void *opaque)
{
  struct connection connection = *(struct connection *) opaque;
  struct server *server = connection.server;
  struct request request;
  int on = 1;
  free (opaque);
  setsockopt (connection.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  while (receive (connection.fd, &request, early_p (server))
         && answer (server, connection.fd, &request))
    ;
  close (connection.fd);
  return NULL;
}

static void *
run (void *opaque)
{
  struct server *server = opaque;
  int fd;
  sem_post (&server->begun);
  while (server->n_connections < SERVER_CONNECTIONS
         && (fd = accept4 (server->listener, NULL, NULL, SOCK_CLOEXEC)) >= 0)
    {
      struct connection *connection = malloc (sizeof *connection);
      *connection = (struct connection) { server, fd };
      pthread_create (&server->threads[server->n_connections++], NULL, serve,
                      connection);
    }
  return NULL;
}

void
server_start (struct server *server, const struct step *steps, int n)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t size = sizeof address;
  for (int i = 0; i < server->n_requests; i++)
    free (server->requests[i].text);
  memset (server, 0, sizeof *server);
  pthread_mutex_init (&server->lock, NULL);
  server->steps = steps;
  server->n_steps = n;
  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  server->listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  struct sockaddr *generic = (struct sockaddr *) &address;
  ck_assert_int_eq (bind (server->listener, generic, size), 0);
  ck_assert_int_eq (listen (server->listener, 8), 0);
  ck_assert_int_eq (getsockname (server->listener, generic, &size), 0);
  snprintf (server->endpoint, sizeof server->endpoint, "127.0.0.1:%d",
            ntohs (address.sin_port));
  sem_init (&server->begun, 0, 0);
  ck_assert_int_eq (pthread_create (&server->thread, NULL, run, server), 0);
  /* Who forks now does so while no lock of an allocator's is held.  */
  while (sem_wait (&server->begun) != 0)
    ;
}

void
server_stop (struct server *server)
{
  shutdown (server->listener, SHUT_RDWR);
  pthread_join (server->thread, NULL);
  for (int i = 0; i < server->n_connections; i++)
    pthread_join (server->threads[i], NULL);
  close (server->listener);
}

void
server_expect (const struct server *server, int i, const char *text)
{
  ck_assert_int_gt (server->n_requests, i);
  const char *got = server->requests[i].text;
  ck_assert_msg (strncmp (got, text, strlen (text)) == 0,
                 "request %d begins with %.80s, not %s", i, got, text);
}

void
server_expect_in (const struct server *server, int i, const char *text)
{
  ck_assert_int_gt (server->n_requests, i);
  const char *got = server->requests[i].text;
  ck_assert_msg (strstr (got, text) != NULL, "request %d lacks %s: %.400s", i,
                 text, got);
}
