/* load.c: a Runtime API that costs little: it starts a host, gives it events,
   and says how long each took.

     load SIZE COUNT PROGRAM [ARGUMENT]...

   PROGRAM is started with AWS_LAMBDA_RUNTIME_API set, and is to answer each
   event of SIZE bytes with that event.  Prints, on one line: the microseconds
   from its start to its first request for an event, the median and the least
   from an event's first byte to its answer's last, and the most memory that
   PROGRAM has had, in KB (VmHWM).  At the end PROGRAM is sent SIGTERM.

   Both run on one processor: what it costs to wake another one up varies more
   than all the rest.

   SPDX-License-Identifier: MIT  */

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SECONDS 60              /* that all of it may take */

static pid_t child;
static int fd;
static char *event, *received;
static size_t event_size, received_size, received_room;

static void __attribute__ ((noreturn, format (printf, 1, 2)))
fail (const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  fputs ("load: ", stderr);
  vfprintf (stderr, format, arguments);
  fputs ("\n", stderr);
  va_end (arguments);
  if (child > 0)
    kill (-child, SIGKILL);
  exit (1);
}

/* Stays, with what it starts, on the processor where it runs.  */
static void
settle (void)
{
  cpu_set_t one;
  CPU_ZERO (&one);
  CPU_SET (sched_getcpu (), &one);
  sched_setaffinity (0, sizeof one, &one);
}

static double
now_us (void)
{
  struct timespec now;
  clock_gettime (CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e6 + now.tv_nsec / 1e3;
}

/* Receives one request.  Returns its body, of *SIZE bytes.  */
static const char *
receive (size_t *size)
{
  const char *end = NULL;
  size_t wanted = 0;
  received_size = *size = 0;
  do
    {
      ssize_t n = recv (fd, received + received_size,
                        received_room - received_size, 0);
      if (n <= 0)
        fail ("the program closed its connection");
      received_size += n;
      if (end == NULL)
        end = memmem (received, received_size, "\r\n\r\n", 4);
      if (end == NULL || wanted > 0)
        continue;
      const char *length = memmem (received, end - received,
                                   "\r\nContent-Length: ", 18);
      *size = length != NULL ? strtoul (length + 18, NULL, 10) : 0;
      wanted = end + 4 - received + *size;
      if (wanted > received_room)
        fail ("the program sent %zu bytes", *size);
    }
  while (end == NULL || received_size < wanted);
  return end + 4;
}

/* Sends HEAD and SIZE bytes of BODY.  */
static void
send_all (const char *head, const char *body, size_t size)
{
  struct iovec parts[2]
    = { { (char *) head, strlen (head) }, { (char *) body, size } };
  struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };
  while (parts[0].iov_len + parts[1].iov_len > 0)
    {
      ssize_t sent = sendmsg (fd, &message, MSG_NOSIGNAL);
      if (sent < 0)
        fail ("the program does not read");
      for (int i = 0; i < 2; i++)
        {
          size_t n = (size_t) sent < parts[i].iov_len ? (size_t) sent
                                                      : parts[i].iov_len;
          parts[i].iov_base = (char *) parts[i].iov_base + n;
          parts[i].iov_len -= n;
          sent -= n;
        }
    }
}

/* A listening socket; its address goes into the environment.  */
static int
listen_here (void)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t size = sizeof address;
  char text[32];
  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  int listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener < 0 || bind (listener, (void *) &address, size) != 0
      || listen (listener, 2) != 0
      || getsockname (listener, (void *) &address, &size) != 0)
    fail ("no socket");
  snprintf (text, sizeof text, "127.0.0.1:%d", ntohs (address.sin_port));
  setenv ("AWS_LAMBDA_RUNTIME_API", text, 1);
  return listener;
}

/* What waits for the program is interrupted as it ends.  */
static void
on_child (int signal)
{
  (void) signal;
}

/* Takes the connection of the first request for an event.  One that registers
   an extension is answered, and has no event ever.  */
static void
meet (int listener, const char *program)
{
  static const char path[] = "POST /2020-01-01/extension/register ";
  int on = 1;
  size_t size;
  for (;;)
    {
      fd = accept (listener, NULL, NULL);
      if (fd < 0)
        fail ("%s did not connect", program);
      setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      receive (&size);
      if (received_size < sizeof path
          || memcmp (received, path, sizeof path - 1) != 0)
        return;
      send_all ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                "Lambda-Extension-Identifier: "
                "9a4f8e0e-4d0c-4d4b-8f5e-3f0f6a2f7a11\r\n"
                "Content-Length: 2\r\n\r\n", "{}", 2);
    }
}

/* Starts ARGUMENTS; the microseconds to their first request.  */
static double
start (int listener, char **arguments)
{
  struct sigaction action = { .sa_handler = on_child };
  sigaction (SIGCHLD, &action, NULL);
  double begin = now_us ();
  child = vfork ();
  if (child == 0)
    {
      setpgid (0, 0);           /* a tool that PROGRAM runs under, and it */
      execvp (arguments[0], arguments);
      _exit (127);
    }
  meet (listener, arguments[0]);
  return now_us () - begin;
}

/* The COUNTth event's microseconds.  */
static double
serve (unsigned count)
{
  char head[512];
  size_t size;
  snprintf (head, sizeof head,
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
            "Lambda-Runtime-Aws-Request-Id: "
            "8476a536-e9f4-11e8-9739-%012u\r\n"
            "Lambda-Runtime-Deadline-Ms: 4102444800000\r\n"
            "Lambda-Runtime-Invoked-Function-Arn: "
            "arn:aws:lambda:us-east-1:123456789012:function:Echo\r\n"
            "Lambda-Runtime-Trace-Id: "
            "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700\r\n"
            "Content-Length: %zu\r\n\r\n", count, event_size);
  double begin = now_us ();
  send_all (head, event, event_size);
  const char *body = receive (&size);
  double us = now_us () - begin;
  if (size != event_size || memcmp (body, event, size) != 0)
    fail ("event %u was not answered by itself: %.*s", count,
          (int) (size < 200 ? size : 200), body);
  send_all ("HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\n"
            "Content-Length: 0\r\n\r\n", NULL, 0);
  receive (&size);
  return us;
}

static long
peak_kb (void)
{
  char path[64], line[256];
  long kb = 0;
  snprintf (path, sizeof path, "/proc/%d/status", (int) child);
  FILE *file = fopen (path, "r");
  while (file != NULL && fgets (line, sizeof line, file) != NULL)
    if (sscanf (line, "VmHWM: %ld", &kb) == 1)
      break;
  if (file != NULL)
    fclose (file);
  return kb;
}

static int
compare (const void *a, const void *b)
{
  double left = *(const double *) a, right = *(const double *) b;
  return (left > right) - (left < right);
}

int
main (int argc, char **argv)
{
  if (argc < 4 || (event_size = strtoul (argv[1], NULL, 10)) < 2)
    {
      fputs ("Usage: load SIZE COUNT PROGRAM [ARGUMENT]...\n", stderr);
      return 2;
    }
  unsigned count = strtoul (argv[2], NULL, 10);
  double *us = calloc (count + 1, sizeof *us);
  received_room = event_size + 65536;
  event = malloc (event_size);
  received = malloc (received_room);
  if (us == NULL || event == NULL || received == NULL)
    fail ("no memory");
  memset (event, 'a', event_size);
  event[0] = event[event_size - 1] = '"';
  alarm (SECONDS);
  settle ();
  double init = start (listen_here (), argv + 3);
  for (unsigned i = 0; i < count; i++)
    us[i] = serve (i);
  qsort (us, count, sizeof *us, compare);
  printf ("%.1f %.2f %.2f %ld\n", init, us[count / 2], us[0], peak_kb ());
  kill (-child, SIGTERM);
  waitpid (child, NULL, 0);
  return 0;
}
