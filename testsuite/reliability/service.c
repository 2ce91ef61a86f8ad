/* service.c: the service of functions/ and, in place of what the plugin
   injects, the three exports.

   SPDX-License-Identifier: MIT  */

#include "service.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"

/* Hooks that let everything pass.  */
static int
pass (void *data)
{
  return data == NULL;
}

static int
pass_invocation (const sparta_event *event, const sparta_context *context,
                 sparta_response *response, sparta_logger *logger, void *data)
{
  (void) event;
  (void) context;
  (void) logger;
  sparta_response_header (response, "X-Hook", "before");
  return data == NULL;
}

static void
see_invocation (const sparta_event *event, const sparta_context *context,
                sparta_response *response, sparta_logger *logger, void *data)
{
  (void) event;
  (void) context;
  (void) data;
  sparta_response_header (response, "X-Hook", "after");
  sparta_logger_debug (logger, "after");
}

static int
service_main (int argc, char **argv, char **envp)
{
  sparta_lambda lambdas[N_FUNCTIONS];
  sparta_service service = {
    .name = "Reliability", .description = "uses everything",
    .lambdas = lambdas, .n_lambdas = N_FUNCTIONS,
  };
  const sparta_hooks hooks = {
    .size = sizeof hooks, .data = &service, .before_init = pass,
    .after_init = pass, .before_invoke = pass_invocation,
    .after_invoke = see_invocation,
  };
  (void) envp;
  for (size_t i = 0; i < N_FUNCTIONS; i++)
    lambdas[i] = __start_functions[i]->lambda;
  return spartap_enter_ex (argc, argv, &service, &hooks);
}

/* The functions have HTTP and metrics among them.  */
static const void *const parts[] __attribute__ ((used))
= { &spartap_http_part, &spartap_metrics_part };

int
LambdaInit (const struct sparta_host *host, struct sparta_reply *reply)
{
  return spartap_init (service_main, "sparta", "", host, reply);
}

int
Lambda (const struct sparta_invocation *invocation, struct sparta_reply *reply)
{
  return spartap_invoke (invocation, reply);
}

void
LambdaFree (struct sparta_reply *reply)
{
  spartap_free (reply);
}

const struct function *
service_function (const char *name)
{
  for (size_t i = 0; i < N_FUNCTIONS; i++)
    if (strcmp (__start_functions[i]->lambda.name, name) == 0)
      return __start_functions[i];
  abort ();
}

/* A host that takes all; the invocation's opaque is its function's name.  */
static int
take (void *opaque, const struct sparta_reply *head, const void *data,
      size_t size)
{
  if (strncmp (opaque, "stream", 6) != 0 || (data == NULL && size > 0)
      || (head != NULL && head->content_type == NULL))
    abort ();
  return 0;
}

void
service_start (void)
{
  static const struct sparta_host host
    = { .size = sizeof host, .abi = SPARTA_ABI, .name = "reliability",
        .stream = take };
  struct sparta_reply reply = { .size = sizeof reply };
  if (LambdaInit (&host, &reply) != SPARTA_OK)
    {
      dprintf (STDERR_FILENO, "LambdaInit: %s\n", reply.data);
      abort ();
    }
  LambdaFree (&reply);
}

struct sparta_invocation
service_invocation (const char *function, const char *event, size_t size)
{
  return (struct sparta_invocation) {
    .size = sizeof (struct sparta_invocation), .operation = SPARTA_INVOKE,
    .function = function, .event = event, .event_size = size,
    .deadline_ms = 4102444800000,       /* the year 2100 */
    .request_id = "79104EXAMPLEB723",
    .function_arn = "arn:aws:lambda:eu-west-1:123456789012:function:Test",
    .trace_id = "Root=1-5759e988-bd862e3fe1be46a994272793",
    .client_context = "{\"client\":{}}", .identity = "{}", .tenant_id = "t",
    .access_key_id = "AKIDEXAMPLE", .secret_access_key = "secret",
    .session_token = "token", .opaque = (void *) function,
  };
}

int
service_silence (void)
{
  int results = fcntl (STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  int nowhere = open ("/dev/null", O_WRONLY | O_CLOEXEC);
  if (results < 0 || nowhere < 0 || dup2 (nowhere, STDOUT_FILENO) < 0
      || dup2 (nowhere, STDERR_FILENO) < 0)
    abort ();
  close (nowhere);
  return results;
}
