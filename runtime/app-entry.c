/* app-entry.c: the entry of a program that runs by itself.  Where there is a
   Runtime API it serves one function, which _HANDLER names; else it is a
   command (app-cli.c).

   An object that the plugin made may be linked here as well as into a library:
   it calls spartap_enter, and the functions that it was given for a library
   find their counterparts here.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app.h"
#include "crash.h"
#include "extension.h"
#include "hooks.h"
#include "last-post.h"
#include "loop.h"
#include "sparta-library.h"

/* By it tools know that the executable answers `describe'.  */
static const struct
{
  uint32_t name_size, descriptor_size, type;
  char name[(sizeof SPARTA_NOTE_NAME + 3) & ~3];
  char descriptor[(sizeof PACKAGE_VERSION + 3) & ~3];
} mark __attribute__ ((section (SPARTA_NOTE_SECTION), aligned (4), used))
= { sizeof SPARTA_NOTE_NAME, (sizeof PACKAGE_VERSION + 3) & ~3,
    SPARTA_NOTE_APP, SPARTA_NOTE_NAME, PACKAGE_VERSION };

/* An executable has all parts of the runtime.  */
static const void *const parts[] __attribute__ ((used))
= { &spartap_http_part, &spartap_metrics_part };

/* Signals and exit find them here.  */
static struct spartap_loop loop;
static struct spartap_http extension;
static struct sparta_host host;
static struct spartap_api api;
static atomic_bool entered, beginning;  /* the init, which the API waits for */

/* Standard output's buffer: where main has printed before, glibc's stdio minds
   newlines only with a new one.  */
static char output[BUFSIZ];

/* Posts the error JSON of that TYPE: the init's, or the event's.  */
static void
report_end (struct spartap_loop *loop, const char *type, const char *json,
            size_t size)
{
  if (atomic_exchange (&beginning, false))
    spartap_last_post (&api, NULL, type, json, size);
  else
    spartap_loop_last_words (loop, type, json, size);
}

static void
report_crash (void *opaque, const char *json, size_t size)
{
  report_end (opaque, SPARTAP_TYPE_CRASH, json, size);
}

static bool
under_way_p (const void *opaque)
{
  return atomic_load (&beginning) || spartap_loop_under_way_p (opaque);
}

static void
report_exit (void *opaque, const struct sparta_reply *reply, int status)
{
  (void) status;
  spartap_log (SPARTAP_FATAL, "the process ends: %s", reply->data);
  report_end (opaque, reply->error_type, reply->data, reply->data_size);
}

/* Until spartap_exit_forget, an exit is reported as one while FUNCTION was
   under way.  */
static void
watch_exit (const char *function)
{
  struct spartap_exit_watch watch = { .under_way_p = under_way_p,
                                      .function = function,
                                      .report = report_exit,
                                      .opaque = &loop,
                                      .workers = loop.workers };
  spartap_exit_watch (&watch);
}

/* NAME behind its last dot, as Lambda splits a handler.  */
static const char *
last_part (const char *name)
{
  const char *dot = strrchr (name, '.');
  return dot == NULL ? name : dot + 1;
}

/* The function that Lambda wants; where the service has it not, what was
   asked for all the same.  */
static const char *
wanted_function (void)
{
  const char *handler = getenv ("_HANDLER");
  const char *name = getenv ("AWS_LAMBDA_FUNCTION_NAME");
  handler = handler == NULL ? "" : last_part (handler);
  if (name != NULL && spartap_service_find (handler) == NULL
      && (*handler == 0 || spartap_service_find (name) != NULL))
    return name;
  return handler;
}

/* Tells API that there is nothing to serve.  */
static int
refuse (const struct sparta_reply *reply)
{
  atomic_store (&beginning, false);
  spartap_log (SPARTAP_FATAL, "init failed: %s", reply->data);
  spartap_loop_init_error (&loop, reply);
  return 1;
}

static int
serve (void)
{
  struct sparta_reply reply = { .size = sizeof reply };
  int status;
  loop.function = wanted_function ();
  if (spartap_service_find (loop.function) == NULL)
    {
      /* The runtime's own words for an unknown function.  */
      struct sparta_invocation none
        = { .size = sizeof none, .function = loop.function };
      spartap_invoke (&none, &reply);
      status = refuse (&reply);
      spartap_free (&reply);
      return status;
    }
  loop.workers = spartap_loop_workers ();
  watch_exit (loop.function);
  spartap_extension_end (&extension);
  atomic_store (&beginning, false);
  status = spartap_loop_run (&loop);
  spartap_exit_forget ();
  return status;
}

/* The service is not served; an error of TYPE, and WHY.  */
static int
refuse_service (const char *type, const char *why)
{
  struct sparta_reply reply = { .size = sizeof reply };
  if (loop.api == NULL)
    {
      spartap_app_complain (NULL, "%s", why);
      return 1;
    }
  spartap_reply_error (&reply, type, SPARTAP_NOWHERE, "%s", why);
  refuse (&reply);
  spartap_free (&reply);
  return 1;
}

static void
prepare (void)
{
  const char *name = getenv ("AWS_LAMBDA_RUNTIME_API");
  loop = (struct spartap_loop) { .agent = "sparta-app/" PACKAGE_VERSION,
                                 .invoke = spartap_invoke,
                                 .release = spartap_free };
  loop.api = name == NULL || *name == 0 ? NULL : name;
  host = (struct sparta_host) { .size = sizeof host, .abi = SPARTA_ABI,
                                .name = "sparta-app", .crash = report_crash,
                                .stream = loop.api != NULL
                                            ? spartap_loop_stream
                                            : spartap_app_stream,
                                .opaque = &loop };
  setvbuf (stdout, output, _IOLBF, sizeof output);
  spartap_logger_init ();
  spartap_crash_init (&host);
  spartap_http_init (&extension, loop.api);
  if (loop.api == NULL)
    return;
  spartap_last_post_init (&api, loop.api);
  atomic_store (&beginning, true);
  watch_exit ("the init");
  spartap_extension_begin (&extension, loop.api);
}

int
spartap_enter_ex (int argc, char **argv, const sparta_service *service,
                  const sparta_hooks *hooks)
{
  struct spartap_buffer why = { 0 };
  int status;
  if (atomic_exchange (&entered, true))
    {
      spartap_log (SPARTAP_ERROR, "the entry was called a second time while "
                                  "the first call serves: refused");
      return 1;
    }
  prepare ();
  /* The process is the program's own, whichever thread it dies in.  */
  spartap_crash_phase ("a thread of the program");
  const char *refused = spartap_hooks_init (service, hooks, &why);
  if (refused != NULL)
    status = refuse_service (refused, why.data != NULL ? why.data
                                                       : "out of memory");
  else
    {
      status = loop.api != NULL ? serve () : spartap_app_command (argc, argv);
      spartap_hooks_shutdown ();
      spartap_service_withdraw ();
    }
  spartap_crash_phase (NULL);
  spartap_http_free (&extension);
  spartap_buffer_free (&why);
  atomic_store (&entered, false);
  return status;
}

int
spartap_enter (int argc, char **argv, const sparta_service *service)
{
  return spartap_enter_ex (argc, argv, service, NULL);
}

int
sparta_main (int argc, char **argv, const sparta_service *service)
{
  return spartap_enter_ex (argc, argv, service, NULL);
}

int
sparta_main_ex (int argc, char **argv, const sparta_service *service,
                const sparta_hooks *hooks)
{
  return spartap_enter_ex (argc, argv, service, hooks);
}

int
sparta_library_main (int argc, char **argv, const sparta_service *service)
{
  return spartap_enter_ex (argc, argv, service, NULL);
}

int
sparta_library_main_ex (int argc, char **argv, const sparta_service *service,
                        const sparta_hooks *hooks)
{
  return spartap_enter_ex (argc, argv, service, hooks);
}

int
spartap_init (spartap_main_function *user_main, const char *name,
              const char *manifest, const struct sparta_host *given,
              struct sparta_reply *reply)
{
  (void) user_main;
  (void) manifest;
  (void) given;
  return spartap_reply_error (
    reply, SPARTAP_TYPE_INIT, SPARTAP_NOWHERE,
    "%s is linked as an executable (libsparta-app.a), not as a library: link "
    "it with $(pkg-config --libs sparta)", name);
}

/* What main began ends when main does.  */
int
spartap_shutdown (struct sparta_reply *reply)
{
  return spartap_reply_copy (reply, SPARTA_REPLY_PAYLOAD, "null", 4);
}
