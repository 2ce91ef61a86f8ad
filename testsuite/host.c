/* host.c: the small C host of the test suite, so that Python alone does not
   shape the binary interface.

     host [OPTION]... LIBRARY [FUNCTION [EVENT-FILE|-]]...

   It loads LIBRARY as any host does, calls LambdaInit, and then Lambda for
   each FUNCTION with one reused reply.  Each call that has something to say
   becomes one line, "NAME: OUTCOME: DATA"; a LambdaInit that succeeds is
   silent unless --manifest asks.  Exit status: 0 all succeeded, 1 one did not,
   2 unusable arguments.  Plugin cases and examples.test are its callers.

   SPDX-License-Identifier: MIT  */

#include <dlfcn.h>
#include <getopt.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "sparta-abi.h"

#define MAX_THREADS 64

struct work
{
  const char *function;
  char *event;
  size_t event_size;
};

/* What all threads do, filled in by the command line.  */
static struct job
{
  int (*init) (const struct sparta_host *, struct sparta_reply *);
  int (*invoke) (const struct sparta_invocation *, struct sparta_reply *);
  void (*free) (struct sparta_reply *);
  struct work *works;
  int n_works, repeat;
  int breaks_at;                /* the part that is not taken; 0: none */
  bool manifest, types, snapshot, shutdown;
} job;

static void
host_crash (void *opaque, const char *json, size_t size)
{
  (void) opaque;
  if (write (STDERR_FILENO, "crash: ", 7) < 0
      || write (STDERR_FILENO, json, size) < 0
      || write (STDERR_FILENO, "\n", 1) < 0)
    _exit (2);
}

static struct sparta_host host = {
  .size = sizeof host, .abi = SPARTA_ABI, .name = "c", .crash = host_crash,
};

static void *
check (void *pointer, const char *what)
{
  if (pointer != NULL)
    return pointer;
  fprintf (stderr, "host: %s\n", what);
  exit (2);
}

/* The whole of FILE, and a NUL behind it.  */
static char *
read_all (FILE *file, size_t *size)
{
  size_t room = 4096, n = 0, got;
  char *data = check (malloc (room), "out of memory");
  while ((got = fread (data + n, 1, room - n - 1, file)) > 0)
    {
      n += got;
      if (room - n - 1 == 0)
        data = check (realloc (data, room *= 2), "out of memory");
    }
  data[n] = 0;
  *size = n;
  return data;
}

static void
read_event (const char *name, struct work *work)
{
  FILE *file = strcmp (name, "-") == 0 ? stdin : fopen (name, "rb");
  if (file == NULL)
    perror (name);
  check (file, "cannot read the event");
  work->event = read_all (file, &work->event_size);
  if (file != stdin)
    fclose (file);
}

static const char *
outcome_name (int outcome)
{
  static const char *const names[] = { "refused", "ok", "failed", "fatal" };
  return outcome >= SPARTA_REFUSED && outcome <= SPARTA_FATAL
           ? names[outcome + 1] : "an unknown outcome";
}

static void
print (FILE *out, const char *name, int outcome,
       const struct sparta_reply *reply)
{
  fprintf (out, "%s: %s", name, outcome_name (outcome));
  if (job.types)
    fprintf (out, " [%s] [%s]",
             reply->content_type ? reply->content_type : "",
             reply->error_type ? reply->error_type : "");
  fputs (": ", out);
  if (reply->data_size > 0)
    fwrite (reply->data, 1, reply->data_size, out);
  /* The interface promises this NUL.  */
  if (reply->data != NULL && reply->data[reply->data_size] != 0)
    fputs (" (no NUL behind the data)", out);
  fputc ('\n', out);
  fflush (out);
}

/* Each part of a streamed response is a line; its opaque is the output.  */
static int
host_stream (void *opaque, const struct sparta_reply *head, const void *data,
             size_t size)
{
  FILE *out = opaque;
  if (head != NULL)
    fprintf (out, "stream [%s]: ", head->content_type);
  else
    fputs ("stream: ", out);
  if (head != NULL && head->data_size > 0)
    fwrite (head->data, 1, head->data_size, out);
  if (size > 0)
    fwrite (data, 1, size, out);
  fputc ('\n', out);
  return job.breaks_at > 0 && --job.breaks_at == 0;
}

static int
run_work (FILE *out, const struct work *work, struct sparta_reply *reply)
{
  struct timespec now;
  clock_gettime (CLOCK_REALTIME, &now);
  struct sparta_invocation invocation = {
    .size = sizeof invocation, .operation = SPARTA_INVOKE,
    .function = work->function, .event = work->event,
    .event_size = work->event_size,
    .deadline_ms = (int64_t) now.tv_sec * 1000 + 30000,
    .request_id = "host-request",
    .function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:host",
    .trace_id = "Root=1-host", .access_key_id = "host-key",
    .secret_access_key = "host-secret", .session_token = "host-token",
    .opaque = out,
  };
  int outcome = SPARTA_OK;
  for (int i = 0; i < job.repeat && outcome == SPARTA_OK; i++)
    outcome = job.invoke (&invocation, reply);
  print (out, work->function, outcome, reply);
  return outcome;
}

static int
run_operation (FILE *out, enum sparta_operation operation, const char *name,
               struct sparta_reply *reply)
{
  struct sparta_invocation invocation = {
    .size = sizeof invocation, .operation = operation, .event = "",
  };
  int outcome = job.invoke (&invocation, reply);
  print (out, name, outcome, reply);
  return outcome;
}

static int
run_snapshot (FILE *out, struct sparta_reply *reply)
{
  int before = run_operation (out, SPARTA_BEFORE_SNAPSHOT, "before_snapshot",
                              reply);
  int after = run_operation (out, SPARTA_AFTER_RESTORE, "after_restore",
                             reply);
  return before != SPARTA_OK ? before : after;
}

/* Does the whole job; returns the exit status.  */
static int
run_job (FILE *out)
{
  struct sparta_reply reply = { .size = sizeof reply };
  int outcome = job.init (&host, &reply), status = outcome != SPARTA_OK;
  if (status != 0 || job.manifest)
    print (out, "LambdaInit", outcome, &reply);
  if (job.snapshot)
    status |= run_snapshot (out, &reply) != SPARTA_OK;
  for (int i = 0; i < job.n_works && outcome != SPARTA_FATAL
                  && outcome != SPARTA_REFUSED; i++)
    {
      outcome = run_work (out, &job.works[i], &reply);
      status |= outcome != SPARTA_OK;
    }
  if (job.shutdown)
    status |= run_operation (out, SPARTA_SHUTDOWN, "shutdown", &reply)
              != SPARTA_OK;
  job.free (&reply);
  return status;
}

struct thread
{
  pthread_t id;
  char *text;
  size_t size;
  int status;
};

static pthread_barrier_t start;

static void *
thread_main (void *data)
{
  struct thread *thread = data;
  FILE *out = check (open_memstream (&thread->text, &thread->size),
                     "out of memory");
  pthread_barrier_wait (&start);
  thread->status = run_job (out);
  fclose (out);
  return NULL;
}

/* N threads do the job at once; they must all see the same.  */
static int
run_threads (int n)
{
  struct thread threads[MAX_THREADS] = { 0 };
  pthread_barrier_init (&start, NULL, n);
  for (int i = 0; i < n; i++)
    if (pthread_create (&threads[i].id, NULL, thread_main, &threads[i]) != 0)
      check (NULL, "cannot create a thread");
  for (int i = 0; i < n; i++)
    pthread_join (threads[i].id, NULL);
  fputs (threads[0].text, stdout);
  int status = threads[0].status;
  for (int i = 0; i < n; i++)
    {
      if (strcmp (threads[i].text, threads[0].text) == 0)
        continue;
      printf ("thread %d saw another thing: %s", i, threads[i].text);
      status = 1;
    }
  for (int i = 0; i < n; i++)
    free (threads[i].text);
  return status;
}

static void
load (const char *name)
{
  /* dlopen searches for a name without a slash.  */
  char *path = check (realpath (name, NULL), "no such library");
  void *library = dlopen (path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL)
    fprintf (stderr, "host: %s\n", dlerror ());
  check (library, "cannot load the library");
  *(void **) &job.init = check (dlsym (library, "LambdaInit"),
                                "the library exports no LambdaInit");
  *(void **) &job.invoke = check (dlsym (library, "Lambda"),
                                  "the library exports no Lambda");
  *(void **) &job.free = check (dlsym (library, "LambdaFree"),
                                "the library exports no LambdaFree");
  free (path);
}

static void
read_works (char **words, int n)
{
  job.works = check (calloc (n + 1, sizeof *job.works), "out of memory");
  for (int i = 0; i < n; i += 2)
    {
      struct work *work = &job.works[job.n_works++];
      work->function = words[i];
      if (i + 1 < n)
        read_event (words[i + 1], work);
      else
        {
          work->event = check (strdup ("{}"), "out of memory");
          work->event_size = 2;
        }
    }
}

static const char usage[] =
  "usage: host [OPTION]... LIBRARY [FUNCTION [EVENT-FILE|-]]...\n"
  "  --manifest    print what LambdaInit returned\n"
  "  --types       print content_type and error_type as well\n"
  "  --threads=N   do everything in N threads at once\n"
  "  --repeat=N    invoke each function N times, print the last reply\n"
  "  --snapshot    first tell of a snapshot, and of a restore\n"
  "  --shutdown    at the end, ask for SHUTDOWN\n"
  "  --stream[=N]  print each part of a streamed response; refuse the Nth\n"
  "  --abi=N       pretend to speak that binary interface\n";

static const struct option options[] = {
  { "manifest", no_argument, NULL, 'm' },
  { "types", no_argument, NULL, 't' },
  { "threads", required_argument, NULL, 'n' },
  { "repeat", required_argument, NULL, 'r' },
  { "snapshot", no_argument, NULL, 'S' },
  { "shutdown", no_argument, NULL, 's' },
  { "stream", optional_argument, NULL, 'F' },
  { "abi", required_argument, NULL, 'a' },
  { 0 },
};

int
main (int argc, char **argv)
{
  int option, threads = 1;
  job.repeat = 1;
  while ((option = getopt_long (argc, argv, "+", options, NULL)) != -1)
    switch (option)
      {
      case 'm': job.manifest = true; break;
      case 't': job.types = true; break;
      case 'n': threads = atoi (optarg); break;
      case 'r': job.repeat = atoi (optarg); break;
      case 'S': job.snapshot = true; break;
      case 's': job.shutdown = true; break;
      case 'F':
        host.stream = host_stream;
        job.breaks_at = optarg != NULL ? atoi (optarg) : 0;
        break;
      case 'a': host.abi = strtoul (optarg, NULL, 10); break;
      default: fputs (usage, stderr); return 2;
      }
  if (optind == argc || threads < 1 || threads > MAX_THREADS)
    {
      fputs (usage, stderr);
      return 2;
    }
  load (argv[optind]);
  read_works (argv + optind + 1, argc - optind - 1);
  int status = threads == 1 ? run_job (stdout) : run_threads (threads);
  for (int i = 0; i < job.n_works; i++)
    free (job.works[i].event);
  free (job.works);
  return status;
}
