/* http-connect.c: from "HOST:PORT" to a connected socket.

   Lambda gives a numeric address, so the resolver is a weak reference: a
   program that is linked statically does not carry it, and one that is linked
   dynamically does not wake it up.

   SPDX-License-Identifier: MIT  */

#include "http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "decimal.h"
#include "socket.h"

#pragma weak getaddrinfo
#pragma weak freeaddrinfo

void
spartap_http_patience (const struct spartap_http *http, int ms)
{
  struct timeval limit = { .tv_sec = ms / 1000,
                           .tv_usec = ms % 1000 * 1000 };
  int saved = errno;
  setsockopt (http->fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt (http->fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  errno = saved;
}

/* connect(2) that a signal interrupted goes on by itself: its end.  */
static int
finish_connect (const struct spartap_http *http, int fd)
{
  struct pollfd wait = { .fd = fd, .events = POLLOUT };
  int64_t since = 0;
  int n;
  do
    n = poll (&wait, 1, http->stall_ms);
  while (n < 0 && errno == EINTR && !spartap_http_late (http, &since));
  if (n == 0)
    errno = ETIMEDOUT;
  if (n <= 0)
    return -1;
  int error = 0;
  socklen_t size = sizeof error;
  if (getsockopt (fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0)
    return -1;
  errno = error;
  return error == 0 ? 0 : -1;
}

/* Connects to http->address.  */
static int
open_address (struct spartap_http *http)
{
  int fd = spartap_socket (http->address.ss_family, 0), on = 1;
  if (fd < 0)
    {
      http->system_error = errno;
      return SPARTAP_HTTP_ECONNECT;
    }
  http->fd = fd;
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  spartap_http_patience (http, http->stall_ms);
  int n = connect (fd, (struct sockaddr *) &http->address, http->address_size);
  if (n != 0 && errno == EINTR)
    n = finish_connect (http, fd);
  if (n == 0)
    return 0;
  /* With a time limit on sending, connect's own is EINPROGRESS.  */
  http->system_error = errno == EINPROGRESS ? ETIMEDOUT : errno;
  spartap_http_disconnect (http);
  return SPARTAP_HTTP_ECONNECT;
}

/* Copies the host of ENDPOINT to HOST, of ROOM bytes; returns its port.  */
static const char *
split (const char *endpoint, char *host, size_t room)
{
  const char *end = strrchr (endpoint, ':'), *port = end;
  if (endpoint[0] == '[')
    {
      end = strchr (++endpoint, ']');
      port = end != NULL && end[1] == ':' ? end + 1 : NULL;
      if (end == NULL)
        end = endpoint;                 /* no host */
    }
  if (end == NULL)
    end = endpoint + strlen (endpoint);
  size_t size = end - endpoint;
  if (size >= room)
    size = 0;                           /* no name is that long */
  memcpy (host, endpoint, size);
  host[size] = 0;
  return port == NULL ? "80" : port + 1;
}

/* The number of PORT; 0: it is none.  */
static unsigned
read_port (const char *port)
{
  int64_t number = spartap_decimal (port);
  return number < 0 || number > UINT16_MAX ? 0 : number;
}

/* Makes HOST, if it is numeric or localhost, and PORT the address.  */
static bool
set_numeric (struct spartap_http *http, const char *host, unsigned port)
{
  struct sockaddr_in *in = (struct sockaddr_in *) &http->address;
  struct sockaddr_in6 *in6 = (struct sockaddr_in6 *) &http->address;
  memset (&http->address, 0, sizeof http->address);
  if (strcmp (host, "localhost") == 0)
    host = "127.0.0.1";
  if (inet_pton (AF_INET, host, &in->sin_addr) == 1)
    {
      in->sin_family = AF_INET;
      in->sin_port = htons (port);
      http->address_size = sizeof *in;
      return true;
    }
  if (inet_pton (AF_INET6, host, &in6->sin6_addr) != 1)
    return false;
  in6->sin6_family = AF_INET6;
  in6->sin6_port = htons (port);
  http->address_size = sizeof *in6;
  return true;
}

/* Connects to the first address of HOST that answers.  */
static int
open_name (struct spartap_http *http, const char *host, const char *port)
{
  struct addrinfo hints = { .ai_socktype = SOCK_STREAM }, *list = NULL;
  if (getaddrinfo == NULL || host[0] == 0
      || getaddrinfo (host, port, &hints, &list) != 0)
    return SPARTAP_HTTP_EADDRESS;
  int error = SPARTAP_HTTP_EADDRESS;
  for (struct addrinfo *one = list; one != NULL && error != 0;
       one = one->ai_next)
    {
      memcpy (&http->address, one->ai_addr, one->ai_addrlen);
      http->address_size = one->ai_addrlen;
      error = open_address (http);
    }
  if (error != 0)
    http->address_size = 0;
  freeaddrinfo (list);
  return error;
}

int
spartap_http_connect (struct spartap_http *http)
{
  char host[256];
  if (http->address_size > 0)
    return open_address (http);
  const char *port = split (http->endpoint, host, sizeof host);
  if (read_port (port) == 0)
    return SPARTAP_HTTP_EADDRESS;
  if (set_numeric (http, host, read_port (port)))
    return open_address (http);
  return open_name (http, host, port);
}

void
spartap_http_disconnect (struct spartap_http *http)
{
  int fd = http->fd;
  http->fd = -1;
  if (fd >= 0)
    close (fd);
}
