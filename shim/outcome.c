/* outcome.c: see outcome.h.

   Where the process did not post an error itself, the words are those that
   Lambda puts into the invocation's result.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "cli.h"
#include "event.h"
#include "outcome.h"

/* Prints Lambda's error JSON of TYPE; MESSAGE is plain text.  */
static void
print_error (const struct runtime_api *api, const char *type,
             const char *message)
{
  fprintf (stderr,
           "{\"errorType\":\"%s\",\"errorMessage\":\"RequestId: %s Error: "
           "%s\"}\n", type, api->request_id, message);
}

/* Prints what was posted, as it is.  */
static void
print_posted (const struct runtime_api *api)
{
  const struct api_answer *answer = &api->answer;
  if (answer->data != NULL)
    fwrite (answer->data, 1, answer->size, stderr);
  if (answer->size == 0 || answer->data == NULL
      || answer->data[answer->size - 1] != '\n')
    putc ('\n', stderr);
}

/* Prints what was streamed, however it ended: its invoker has it.  Returns the
   exit status.  */
static int
print_stream (const struct runtime_api *api, enum outcome outcome)
{
  const struct api_answer *answer = &api->answer;
  if (answer->data != NULL)
    fwrite (answer->data, 1, answer->size, stdout);
  int status = cli_finish (CLI_YES);
  if (answer->size > STREAM_MAX)
    {
      cli_error ("%s: a streamed response of %zu bytes: Lambda takes %zu at "
                 "most", api->function, answer->size, STREAM_MAX);
      return CLI_NO;
    }
  bool cut = answer->cut && outcome == OUTCOME_ANSWERED;
  if (cut)
    print_error (api, "Runtime.TruncatedResponse",
                 "the streamed response broke off");
  if (answer->stream_error != NULL)
    fprintf (stderr, "%s\n", answer->stream_error);
  return cut || answer->stream_error != NULL ? CLI_NO : status;
}

static int
print_payload (const struct runtime_api *api)
{
  const struct api_answer *answer = &api->answer;
  if (answer->size > REPLY_MAX)
    {
      fprintf (stderr,
               "{\"errorMessage\":\"Response payload size (%zu bytes) "
               "exceeded maximum allowed payload size (%zu bytes).\","
               "\"errorType\":\"Function.ResponseSizeTooLarge\"}\n",
               answer->size, REPLY_MAX);
      cli_error ("%s: a response of %zu bytes: Lambda takes %zu at most",
                 api->function, answer->size, REPLY_MAX);
      return CLI_NO;
    }
  fwrite (answer->data, 1, answer->size, stdout);
  int status = cli_finish (CLI_YES);
  char *fault = NULL;
  if (answer->json)
    fault = json_fault (answer->data, answer->size);
  if (fault != NULL)
    cli_error ("%s: warning: the reply is not valid JSON: %s", api->function,
               fault);
  free (fault);
  return status;
}

/* The process ended, with STATUS, and has not answered.  */
static void
print_end (const struct runtime_api *api, int status)
{
  const char *when = api->phase == API_STARTING ? "during init"
                                                : "in the handler";
  char *message;
  if (WIFSIGNALED (status))
    {
      int signal = WTERMSIG (status);
      const char *words = strsignal (signal);
      message = cli_asprintf ("Runtime exited with error: signal: %c%s",
                              tolower ((unsigned char) words[0]), words + 1);
      print_error (api, "Runtime.ExitError", message);
      cli_error ("%s: ended %s by SIG%s (%s)", api->function, when,
                 sigabbrev_np (signal) != NULL ? sigabbrev_np (signal) : "?",
                 strsignal (signal));
    }
  else
    {
      int code = WEXITSTATUS (status);
      message = code == 0
                  ? cli_asprintf ("Runtime exited without providing a reason")
                  : cli_asprintf ("Runtime exited with error: exit status %d",
                                  code);
      print_error (api, "Runtime.ExitError", message);
      cli_error ("%s: the process ended %s, with exit status %d",
                 api->function, when, code);
    }
  free (message);
}

static void
print_late (const struct runtime_api *api)
{
  char *message = cli_asprintf ("Task timed out after %u.00 seconds",
                                api->timeout_s);
  print_error (api, "Sandbox.Timedout", message);
  cli_error ("%s: %s; .timeout_s in its row allows it more", api->function,
             message);
  free (message);
}

int
outcome_print (enum outcome outcome, const struct runtime_api *api,
               const struct sandbox *sandbox)
{
  int streamed = CLI_NO;
  if (api->answer.streamed)
    streamed = print_stream (api, outcome);
  switch (outcome)
    {
    case OUTCOME_ANSWERED:
      if (api->answer.streamed)
        return streamed;
      if (!api->answer.error)
        return print_payload (api);
      print_posted (api);
      break;
    case OUTCOME_INIT_FAILED:
      print_posted (api);
      cli_error ("%s: its init failed", api->function);
      break;
    case OUTCOME_INIT_LATE:
      cli_error ("%s: its init took over %d s, Lambda's limit: is main "
                 "waiting for something?", api->function, INIT_SECONDS);
      break;
    case OUTCOME_LATE:
      print_late (api);
      break;
    case OUTCOME_ENDED:
      print_end (api, sandbox->status);
      break;
    case OUTCOME_INTERRUPTED:
      break;
    case OUTCOME_NOT_STARTED:
      return CLI_UNUSABLE;
    }
  return CLI_NO;
}
