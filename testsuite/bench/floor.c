/* floor.c: the least that a native host needs, as a yardstick: keep-alive
   HTTP/1.1 to $AWS_LAMBDA_RUNTIME_API, and one dlopen of $FN_SO, whose

     char *fn (const char *event, size_t size, size_t *out_size)

   returns a reply that free frees.  It believes all that it is sent, and ends
   where anything fails.

   SPDX-License-Identifier: MIT  */

#include <arpa/inet.h>
#include <dlfcn.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

typedef char *function (const char *, size_t, size_t *);

static char *buffer, api[64], id[128], request[512];
static size_t capacity = 1 << 16, size, used, length;
static int fd;

static void
receive (void)
{
  if (size == capacity)
    {
      buffer = realloc (buffer, capacity *= 2);
      if (buffer == NULL)
        exit (1);
    }
  ssize_t n = read (fd, buffer + size, capacity - size);
  if (n <= 0)
    exit (1);
  size += n;
}

/* Reads the headers that count, up to END.  */
static void
read_head (const char *end)
{
  length = 0;
  for (const char *p = buffer; p < end;)
    {
      const char *line_end = memmem (p, end + 2 - p, "\r\n", 2);
      if (strncasecmp (p, "content-length:", 15) == 0)
        length = strtoul (p + 15, 0, 10);
      else if (strncasecmp (p, "lambda-runtime-aws-request-id:", 30) == 0)
        {
          const char *value = p + 30;
          while (*value == ' ')
            value++;
          memcpy (id, value, line_end - value);
          id[line_end - value] = 0;
        }
      p = line_end + 2;
    }
}

/* Receives a response; its body, of LENGTH bytes.  */
static const char *
response (void)
{
  char *end;
  if (used != 0)
    {
      memmove (buffer, buffer + used, size - used);
      size -= used;
      used = 0;
    }
  while (size == 0 || (end = memmem (buffer, size, "\r\n\r\n", 4)) == NULL)
    receive ();
  read_head (end);
  size_t head = end + 4 - buffer;
  while (size < head + length)
    receive ();
  used = head + length;
  return buffer + head;
}

/* Sends N bytes of the request, and OUT_SIZE of OUT.  */
static void
send_all (size_t n, char *out, size_t out_size)
{
  struct iovec parts[2] = { { request, n }, { out, out_size } };
  size_t total = n + out_size, done = 0;
  while (done < total)
    {
      ssize_t sent = writev (fd, parts, 2);
      if (sent < 0)
        exit (5);
      done += sent;
      for (int i = 0; i < 2; i++)
        {
          size_t part = (size_t) sent < parts[i].iov_len ? (size_t) sent
                                                         : parts[i].iov_len;
          parts[i].iov_base = (char *) parts[i].iov_base + part;
          parts[i].iov_len -= part;
          sent -= part;
        }
    }
}

/* Connects to $AWS_LAMBDA_RUNTIME_API, HOST:PORT, and keeps HOST.  */
static void
open_api (void)
{
  int on = 1;
  struct sockaddr_in address = { .sin_family = AF_INET };
  strncpy (api, getenv ("AWS_LAMBDA_RUNTIME_API"), sizeof api - 1);
  char *colon = strchr (api, ':');
  *colon = 0;
  address.sin_port = htons (atoi (colon + 1));
  inet_pton (AF_INET, api, &address.sin_addr);
  fd = socket (AF_INET, SOCK_STREAM, 0);
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect (fd, (void *) &address, sizeof address) != 0)
    exit (2);
}

int
main (void)
{
  open_api ();
  void *library = dlopen (getenv ("FN_SO"), RTLD_NOW);
  if (library == NULL)
    {
      fprintf (stderr, "%s\n", dlerror ());
      return 3;
    }
  function *fn;
  *(void **) &fn = dlsym (library, "fn");
  buffer = malloc (capacity);
  for (;;)
    {
      size_t out_size;
      int n = snprintf (request, sizeof request,
                        "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n"
                        "Host: %s\r\n\r\n", api);
      if (write (fd, request, n) != n)
        return 4;
      const char *event = response ();
      char *out = fn (event, length, &out_size);
      n = snprintf (request, sizeof request,
                    "POST /2018-06-01/runtime/invocation/%s/response "
                    "HTTP/1.1\r\nHost: %s\r\n"
                    "Content-Type: application/json\r\n"
                    "Content-Length: %zu\r\n\r\n", id, api, out_size);
      send_all (n, out, out_size);
      free (out);
      response ();
    }
}
