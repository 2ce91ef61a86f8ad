/* loop-last.c: what is posted when the process ends in the middle of an
   invocation, by exit or by a signal.

   It stands on its own feet: async-signal-safe, on a connection of its own,
   because the loop's may be in use by another thread, and bounded in time.

   SPDX-License-Identifier: MIT  */

#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "loop.h"

/* ms that each step may take.  */
#define PATIENCE_MS 1000

struct text
{
  char data[1024];
  size_t size;
  bool full;
};

static void
add (struct text *text, const char *string)
{
  size_t size = strlen (string);
  if (size > sizeof text->data - text->size)
    {
      text->full = true;
      return;
    }
  memcpy (text->data + text->size, string, size);
  text->size += size;
}

static void
add_number (struct text *text, size_t number)
{
  char digits[24], *at = digits + sizeof digits - 1;
  *at = 0;
  do
    *--at = '0' + number % 10;
  while ((number /= 10) > 0);
  add (text, at);
}

static void
make_head (struct text *head, const struct spartap_loop *loop,
           const char *type, size_t size)
{
  head->size = 0;
  head->full = false;
  add (head, "POST /2018-06-01/runtime/invocation/");
  add (head, loop->id.data);
  add (head, "/error HTTP/1.1\r\nHost: ");
  add (head, loop->api);
  add (head, "\r\nContent-Type: application/json\r\n"
             "Lambda-Runtime-Function-Error-Type: ");
  add (head, type);
  add (head, "\r\nConnection: close\r\nContent-Length: ");
  add_number (head, size);
  add (head, "\r\n\r\n");
}

static void
send_all (int fd, const char *data, size_t size)
{
  while (size > 0)
    {
      ssize_t n = send (fd, data, size, MSG_NOSIGNAL);
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return;
      data += n;
      size -= n;
    }
}

void
spartap_loop_last_words (struct spartap_loop *loop, const char *type,
                         const char *json, size_t size)
{
  struct text head;
  char answer[256];
  if (loop->process != getpid ()
      || !atomic_exchange (&loop->under_way, false))
    return;
  int saved = errno;
  make_head (&head, loop, type, size);
  struct spartap_http http
    = { .fd = socket (loop->http.address.ss_family,
                      SOCK_STREAM | SOCK_CLOEXEC, 0) };
  if (!head.full && http.fd >= 0)
    {
      spartap_http_patience (&http, PATIENCE_MS);
      if (connect (http.fd, (const struct sockaddr *) &loop->http.address,
                   loop->http.address_size) == 0)
        {
          send_all (http.fd, head.data, head.size);
          send_all (http.fd, json, size);
          /* Once it has answered, it has it.  */
          while (recv (http.fd, answer, sizeof answer, 0) < 0
                 && errno == EINTR)
            ;
        }
    }
  if (http.fd >= 0)
    close (http.fd);
  errno = saved;
}
