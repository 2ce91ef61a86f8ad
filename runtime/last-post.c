/* last-post.c: see last-post.h.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "last-post.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "decimal.h"
#include "signal-text.h"
#include "socket.h"

/* ms that all of it may take.  */
#define PATIENCE_MS 1000

#define HOST_ROOM 64

/* Takes HOST and PORT into API; false: HOST is no numeric address.  */
static bool
set_address (struct spartap_api *api, const char *host, unsigned port)
{
  struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_port = htons (port) };
  struct sockaddr_in6 v6
    = { .sin6_family = AF_INET6, .sin6_port = htons (port) };
  if (inet_pton (AF_INET, host, &v4.sin_addr) == 1)
    {
      memcpy (&api->address, &v4, sizeof v4);
      api->address_size = sizeof v4;
    }
  else if (inet_pton (AF_INET6, host, &v6.sin6_addr) == 1)
    {
      memcpy (&api->address, &v6, sizeof v6);
      api->address_size = sizeof v6;
    }
  return api->address_size != 0;
}

void
spartap_last_post_init (struct spartap_api *api, const char *name)
{
  char host[HOST_ROOM];
  api->name = name;
  api->address_size = 0;
  const char *colon = name == NULL ? NULL : strrchr (name, ':');
  if (colon == NULL)
    return;
  size_t size = colon - name;
  int64_t port = spartap_decimal (colon + 1);
  if (size > 1 && name[0] == '[' && name[size - 1] == ']')
    {
      name++;
      size -= 2;
    }
  if (size >= sizeof host || port <= 0 || port > UINT16_MAX)
    return;
  memcpy (host, name, size);
  host[size] = 0;
  set_address (api, strcmp (host, "localhost") == 0 ? "127.0.0.1" : host,
               port);
}

static int64_t
now_ms (void)
{
  struct timespec now;
  clock_gettime (CLOCK_MONOTONIC, &now);
  return (int64_t) now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Waits until FD is ready for EVENTS; false: not before END_MS.  */
static bool
wait_for (int fd, short events, int64_t end_ms)
{
  for (;;)
    {
      struct pollfd wanted = { .fd = fd, .events = events };
      int64_t left = end_ms - now_ms ();
      int n = left <= 0 ? 0 : poll (&wanted, 1, left);
      if (n >= 0 || errno != EINTR)
        return n > 0;
    }
}

static bool
open_connection (int fd, const struct spartap_api *api, int64_t end_ms)
{
  int error = 0;
  socklen_t size = sizeof error;
  if (connect (fd, (const struct sockaddr *) &api->address, api->address_size)
      == 0)
    return true;
  return (errno == EINPROGRESS || errno == EINTR)
         && wait_for (fd, POLLOUT, end_ms)
         && getsockopt (fd, SOL_SOCKET, SO_ERROR, &error, &size) == 0
         && error == 0;
}

static bool
send_all (int fd, const char *data, size_t size, int64_t end_ms)
{
  while (size > 0)
    {
      ssize_t n = send (fd, data, size, MSG_NOSIGNAL);
      if (n < 0 && errno == EAGAIN && wait_for (fd, POLLOUT, end_ms))
        continue;
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return false;
      data += n;
      size -= n;
    }
  return true;
}

static void
make_head (struct spartap_text *head, const struct spartap_api *api,
           const char *id, const char *type, size_t size)
{
  spartap_text_add (head, "POST /2018-06-01/runtime/");
  spartap_text_add (head, id == NULL ? "init" : "invocation/");
  spartap_text_add (head, id == NULL ? "" : id);
  spartap_text_add (head, "/error HTTP/1.1\r\nHost: ");
  spartap_text_add (head, api->name);
  spartap_text_add (head, "\r\nContent-Type: application/json\r\n"
                          "Lambda-Runtime-Function-Error-Type: ");
  spartap_text_add (head, type);
  spartap_text_add (head, "\r\nConnection: close\r\nContent-Length: ");
  spartap_text_decimal (head, size, 1);
  spartap_text_add (head, "\r\n\r\n");
}

/* A request id becomes a part of a path and of a head.  */
static bool
id_p (const char *id)
{
  size_t n = 0;
  while (id[n] > ' ' && id[n] < 0x7f && id[n] != '/')
    n++;
  return n > 0 && id[n] == 0;
}

bool
spartap_last_post (const struct spartap_api *api, const char *id,
                   const char *type, const char *json, size_t size)
{
  char room[1024], answer[256];
  struct spartap_text head = { .data = room, .room = sizeof room };
  int saved = errno;
  bool answered = false;
  if (api->address_size == 0 || (id != NULL && !id_p (id)))
    return false;
  make_head (&head, api, id, type, size);
  int64_t end_ms = now_ms () + PATIENCE_MS;
  int fd = spartap_socket (api->address.ss_family, SOCK_NONBLOCK);
  if (fd >= 0 && !head.full && open_connection (fd, api, end_ms)
      && send_all (fd, head.data, head.size, end_ms)
      && send_all (fd, json, size, end_ms))
    /* Once it has answered, it has it.  */
    answered = wait_for (fd, POLLIN, end_ms)
               && recv (fd, answer, sizeof answer, 0) > 0;
  if (fd >= 0)
    close (fd);
  errno = saved;
  return answered;
}
