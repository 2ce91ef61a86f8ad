/* init.c: LambdaInit.  It runs the application's main, once, on a stack of its
   own.  main reaches the entry call (spartap_enter), which registers the
   service and suspends main there; LambdaInit returns.  So the entry call
   lasts as long as the service, as it does in the executable: main's locals
   live, and what follows the call happens at shutdown.

       host                         main's stack
       LambdaInit
         spartap_init ------------> main (argc, argv)
                                      spartap_enter: registers
         the manifest <-------------  (suspended)
       Lambda, Lambda, ..
       Lambda (SHUTDOWN) ---------->  returns 0
                     <------------- main returns

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "init.h"

#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "crash.h"
#include "fiber.h"
#include "hooks.h"
#include "internal.h"
#include "thread.h"

enum state
{
  NEW,          /* main has not run */
  STARTING,     /* main runs, and has not reached the entry call */
  SERVING,      /* main is suspended in the entry call */
  ENDING,       /* main runs again, behind the entry call */
  ENDED,        /* main has ended, in whatever way */
};

/* The library's one life.  LOCK orders LambdaInit and SHUTDOWN among threads;
   an invocation never takes it.  STATE is atomic because any thread that calls
   exit looks at it; what it needs besides was written before.  */
static struct
{
  pthread_mutex_t lock;
  _Atomic enum state state;
  struct spartap_fiber fiber;
  pthread_t thread;             /* that runs main now */
  spartap_main_function *main;
  const char *name;
  int status;                   /* what main returned, or gave to exit */
  bool exited;                  /* by exit rather than return */
  struct spartap_site site;     /* of that exit */
  const char *hook;             /* that called exit; NULL: main itself */
  const char *refused;          /* the type of the entry call's error */
  struct spartap_buffer why;    /* its message, or main's last words */
  int outcome;
  struct sparta_reply reply;    /* LambdaInit's, for whoever asks again */
} life = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* Whether the calling thread is on main's stack.  */
static bool
on_main_p (void)
{
  return (life.state == STARTING || life.state == ENDING)
         && pthread_equal (life.thread, pthread_self ());
}

/* The strings of argv are main's to change (C11, 5.1.2.2.1).  */
static void
run_main (void)
{
  char name[strlen (life.name) + 1], *argv[] = { name, NULL };
  strcpy (name, life.name);
  spartap_thread ()->bottom = __builtin_frame_address (0);
  life.status = life.main (1, argv, environ);
}

void
spartap_main_exit (int status)
{
  if (!on_main_p ())
    return;
  struct spartap_thread *thread = spartap_thread ();
  life.status = status;
  life.exited = true;
  life.site = thread->site;
  life.hook = thread->hook;
  if (thread->last_words != NULL && life.why.size == 0)
    spartap_buffer_append_text (&life.why, thread->last_words);
  thread->site = SPARTAP_NOWHERE;
  thread->last_words = NULL;
  thread->hook = NULL;
  spartap_fiber_suspend (&life.fiber);  /* for good */
}

/* The entry call.  In the library it does not use what main gives it: the
   arguments are those that run_main made.  */
int
spartap_enter_ex (int argc, char **argv, const sparta_service *service,
                  const sparta_hooks *hooks)
{
  (void) argc;
  (void) argv;
  if (life.state != STARTING || !on_main_p ())
    {
      spartap_log (SPARTAP_ERROR, "the entry was called a second time, or by "
                                  "another thread than main's: refused");
      return 1;
    }
  spartap_buffer_clear (&life.why);
  life.refused = NULL;          /* hooks may exit */
  life.refused = spartap_hooks_init (service, hooks, &life.why);
  if (life.refused != NULL)
    return 1;
  life.state = SERVING;
  spartap_fiber_suspend (&life.fiber);
  spartap_hooks_shutdown ();
  return 0;
}

int
spartap_enter (int argc, char **argv, const sparta_service *service)
{
  return spartap_enter_ex (argc, argv, service, NULL);
}

/* The host's struct is at least what version 1 of the ABI had.  */
static int
refuse_abi (const struct sparta_host *host, struct sparta_reply *reply)
{
  if (host->abi == SPARTA_ABI && host->size >= sizeof *host)
    return 0;
  spartap_reply_error (reply, SPARTAP_TYPE_ABI, SPARTAP_NOWHERE,
                       "the host speaks ABI %u (a host struct of %u bytes), "
                       "the library ABI %d (%zu bytes): build both with one "
                       "version of sparta", host->abi, host->size, SPARTA_ABI,
                       sizeof *host);
  return SPARTA_REFUSED;
}

/* Says why main ended before the entry call.  */
static int
report_end (struct sparta_reply *reply)
{
  const char *why = life.why.data != NULL ? life.why.data : "";
  if (life.refused != NULL
      && (*why == 0 || strcmp (life.refused, SPARTAP_TYPE_MEMORY) == 0))
    return spartap_reply_error_memory (reply);
  if (life.refused != NULL)
    return spartap_reply_error (reply, life.refused, SPARTAP_NOWHERE, "%s",
                                why);
  if (life.exited)
    return spartap_reply_error (
      reply, SPARTAP_TYPE_INIT, life.site, "%s called exit (%d)%s%s%s",
      life.hook != NULL ? life.hook : "main", life.status,
      life.hook != NULL ? "" : " before it reached the entry call",
      *why == 0 ? "" : ": ", why);
  return spartap_reply_error (
    reply, SPARTAP_TYPE_INIT, SPARTAP_NOWHERE,
    "main returned %d before it reached the entry call; on Lambda it has no "
    "arguments but its name", life.status);
}

static int
start (struct sparta_reply *reply)
{
  life.thread = pthread_self ();
  life.state = STARTING;
  spartap_crash_phase (SPARTAP_PHASE_INIT);
  int error = spartap_fiber_start (&life.fiber, run_main);
  spartap_crash_phase (NULL);
  spartap_thread ()->bottom = NULL;
  spartap_stdio_flush ();
  if (error != 0)
    {
      life.state = ENDED;
      return spartap_reply_error_memory (reply);
    }
  if (life.state == SERVING)
    return SPARTA_OK;
  life.state = ENDED;
  spartap_service_withdraw ();  /* of a hook behind it that exited */
  return report_end (reply);
}

/* LambdaInit's data: the manifest of the note, or one made now.  */
static int
give_manifest (const char *manifest, struct sparta_reply *reply)
{
  if (manifest[0] != 0)
    return spartap_reply_copy (reply, SPARTA_REPLY_MANIFEST, manifest,
                               strlen (manifest));
  struct spartap_buffer body = spartap_reply_lend (reply);
  int error = spartap_manifest_append (&body, spartap_service ());
  spartap_reply_take (reply, SPARTA_REPLY_MANIFEST, &body);
  return error == 0 ? SPARTA_OK : spartap_reply_error_memory (reply);
}

/* A later LambdaInit gives what the first one gave.  */
static int
repeat (struct sparta_reply *reply)
{
  int outcome
    = spartap_reply_copy (reply, life.reply.kind, life.reply.data,
                          life.reply.data_size);
  if (outcome != SPARTA_OK)
    return outcome;
  reply->error_type = life.reply.error_type;
  return life.outcome;
}

int
spartap_init (spartap_main_function *user_main, const char *name,
              const char *manifest, const struct sparta_host *host,
              struct sparta_reply *reply)
{
  int outcome = refuse_abi (host, reply);
  if (outcome != 0)
    return outcome;
  pthread_mutex_lock (&life.lock);
  if (life.state == NEW)
    {
      life.main = user_main;
      life.name = name;
      spartap_exit_init ();
      spartap_stdio_init ();
      spartap_logger_init ();
      spartap_crash_init (host);
      life.outcome = start (&life.reply);
      if (life.outcome == SPARTA_OK)
        life.outcome = give_manifest (manifest, &life.reply);
    }
  outcome = repeat (reply);
  pthread_mutex_unlock (&life.lock);
  return outcome;
}

int
spartap_shutdown (struct sparta_reply *reply)
{
  pthread_mutex_lock (&life.lock);
  if (life.state == SERVING)
    {
      life.state = ENDING;
      life.thread = pthread_self ();
      life.status = 0;
      spartap_fiber_resume (&life.fiber);
      life.state = ENDED;
      spartap_service_withdraw ();
      spartap_stdio_flush ();
    }
  int status = life.status;
  pthread_mutex_unlock (&life.lock);
  if (status != 0)
    return spartap_reply_error (reply, SPARTAP_TYPE_EXIT, life.site,
                                "%s ended with status %d",
                                life.hook != NULL ? life.hook : "main",
                                status);
  return spartap_reply_copy (reply, SPARTA_REPLY_PAYLOAD, "null", 4);
}

/* An unloaded library leaves nothing behind but main's stack.  */
__attribute__ ((destructor)) static void
forget (void)
{
  spartap_buffer_free (&life.why);
  spartap_free (&life.reply);
}
