/* app-invoke.c: `./app invoke FUNCTION [FILE|-]', one invocation from the
   command line.  Standard output is the payload, byte for byte; whatever the
   application itself prints goes to standard error meanwhile.

   SPDX-License-Identifier: MIT  */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "app.h"

static const char verb[] = "invoke";

static int
refuse_function (const char *function)
{
  const sparta_service *service = spartap_service ();
  struct spartap_buffer names = { 0 };
  for (size_t i = 0; i < service->n_lambdas; i++)
    spartap_buffer_printf (&names, "%s%s", i == 0 ? "" : ", ",
                           service->lambdas[i].name);
  spartap_app_complain (verb, "there is no function \"%s\"; %s has: %s",
                        function, service->name,
                        names.data != NULL ? names.data : "");
  spartap_buffer_free (&names);
  return 2;
}

static int
read_all (int fd, struct spartap_buffer *event)
{
  for (;;)
    {
      if (spartap_buffer_reserve (event, 65536) != 0)
        {
          errno = ENOMEM;
          return -1;
        }
      ssize_t n = read (fd, event->data + event->size, 65536);
      if (n < 0 && errno != EINTR)
        return -1;
      if (n == 0)
        break;
      if (n > 0)
        event->size += n;
    }
  event->data[event->size] = 0;
  return 0;
}

/* Reads the event: PATH, "-" for standard input; NULL is standard input
   unless it is a terminal, else {}.  */
static int
read_event (const char *path, struct spartap_buffer *event)
{
  if (path == NULL && isatty (STDIN_FILENO))
    return spartap_buffer_append_text (event, "{}");
  bool standard = path == NULL || strcmp (path, "-") == 0;
  int fd = standard ? STDIN_FILENO : open (path, O_RDONLY | O_CLOEXEC);
  int result = fd < 0 ? -1 : read_all (fd, event);
  if (result != 0)
    spartap_app_complain (verb, "%s: %s",
                          standard ? "standard input" : path,
                          strerror (errno));
  if (fd >= 0 && !standard)
    close (fd);
  return result;
}

/* A request id as Lambda's are: a random UUID.  */
static void
make_request_id (char *out, size_t size)
{
  unsigned char r[17] = { 0 };
  if (getrandom (r, sizeof r, GRND_NONBLOCK) < 0)
    memset (r, 0, sizeof r);            /* an id all the same */
  snprintf (out, size,
            "%02x%02x%02x%02x-%02x%02x-4%x%02x-%x%x%02x-%02x%02x%02x%02x%02x"
            "%02x", r[0], r[1], r[2], r[3], r[4], r[5], r[6] & 15, r[7],
            8 + (r[8] & 3), r[9] & 15, r[10], r[11], r[12], r[13], r[14],
            r[15], r[16]);
}

static int64_t
deadline_ms (const sparta_lambda *lambda)
{
  struct timespec now;
  int timeout_s = lambda->timeout_s != 0 ? lambda->timeout_s
                                         : SPARTA_TIMEOUT_S_DEFAULT;
  clock_gettime (CLOCK_REALTIME, &now);
  return (int64_t) (now.tv_sec + timeout_s) * 1000 + now.tv_nsec / 1000000;
}

/* Makes standard output standard error.  Returns what it was, or -1.  */
static int
divert_stdout (void)
{
  fflush (stdout);
  int saved = fcntl (STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (saved >= 0 && dup2 (STDERR_FILENO, STDOUT_FILENO) < 0)
    {
      close (saved);
      saved = -1;
    }
  return saved;
}

static void
restore_stdout (int saved)
{
  fflush (stdout);
  dup2 (saved, STDOUT_FILENO);
  close (saved);
}

static int
write_all (int fd, const char *data, size_t size)
{
  while (size > 0)
    {
      ssize_t n = write (fd, data, size);
      if (n < 0 && errno != EINTR)
        return -1;
      if (n > 0)
        {
          data += n;
          size -= n;
        }
    }
  return 0;
}

int
spartap_app_stream (void *opaque, const struct sparta_reply *head,
                    const void *data, size_t size)
{
  const int *out = opaque;
  if (head != NULL && write_all (*out, head->data, head->data_size) != 0)
    return -1;
  return write_all (*out, data, size);
}

static void
print_error (const struct sparta_reply *reply)
{
  write_all (STDERR_FILENO, reply->data, reply->data_size);
  write_all (STDERR_FILENO, "\n", 1);
}

static bool
under_way_p (const void *opaque)
{
  return atomic_load ((const atomic_bool *) opaque);
}

/* The handler called exit.  A status of success would hide it; the status of
   the last exit is what counts in glibc.  */
static void
report_exit (void *opaque, const struct sparta_reply *reply, int status)
{
  atomic_bool *under_way = opaque;
  atomic_store (under_way, false);
  print_error (reply);
  if (status == 0)
    exit (1);
}

/* Invokes FUNCTION; the payload goes to OUT.  Returns the exit status.  */
static int
invoke (const struct sparta_invocation *invocation, int out)
{
  static atomic_bool under_way;
  struct sparta_reply reply = { .size = sizeof reply };
  struct spartap_exit_watch watch = { .under_way_p = under_way_p,
                                      .function = invocation->function,
                                      .report = report_exit,
                                      .opaque = &under_way };
  spartap_exit_watch (&watch);
  atomic_store (&under_way, true);
  int outcome = spartap_invoke (invocation, &reply), status = 1;
  atomic_store (&under_way, false);
  spartap_exit_forget ();
  if (outcome != SPARTA_OK)
    print_error (&reply);
  else if (write_all (out, reply.data, reply.data_size) != 0)
    spartap_app_complain (verb, "standard output: %s", strerror (errno));
  else
    status = 0;
  spartap_free (&reply);
  return status;
}

int
spartap_app_invoke (const char *function, const char *path)
{
  struct spartap_buffer event = { 0 };
  char id[40];
  int status = 2, out;
  const sparta_lambda *lambda = spartap_service_find (function);
  if (lambda == NULL)
    return refuse_function (function);
  if (read_event (path, &event) != 0)
    goto out;
  out = divert_stdout ();
  if (out < 0)
    {
      spartap_app_complain (verb, "standard output: %s", strerror (errno));
      goto out;
    }
  make_request_id (id, sizeof id);
  struct sparta_invocation invocation
    = { .size = sizeof invocation, .operation = SPARTA_INVOKE,
        .function = function, .event = event.data, .event_size = event.size,
        .deadline_ms = deadline_ms (lambda), .request_id = id,
        .opaque = &out };
  status = invoke (&invocation, out);
  restore_stdout (out);

out:
  spartap_buffer_free (&event);
  return status;
}
