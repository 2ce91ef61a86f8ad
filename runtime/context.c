/* context.c: what a handler can ask of its invocation.  What does not change
   while the process lives is read from the environment once, when the service
   is registered: getenv on an invocation's way would race with a host that
   sets _X_AMZN_TRACE_ID.

   SPDX-License-Identifier: MIT  */

#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "decimal.h"
#include "internal.h"

static struct
{
  const char *function_name, *function_version, *log_group, *log_stream;
  const char *memory;
} environment;

static const char *
text (const char *string)
{
  return string == NULL ? "" : string;
}

static atomic_bool warm;

bool
spartap_context_cold_start (void)
{
  return !atomic_load_explicit (&warm, memory_order_relaxed)
         && !atomic_exchange (&warm, true);
}

void
spartap_context_init (void)
{
  environment.function_name = getenv ("AWS_LAMBDA_FUNCTION_NAME");
  environment.function_version = getenv ("AWS_LAMBDA_FUNCTION_VERSION");
  environment.log_group = getenv ("AWS_LAMBDA_LOG_GROUP_NAME");
  environment.log_stream = getenv ("AWS_LAMBDA_LOG_STREAM_NAME");
  environment.memory = getenv ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE");
}

const char *
sparta_context_request_id (const sparta_context *context)
{
  return text (context->invocation->request_id);
}

/* The deployed function's name; outside Lambda, its name in the table.  */
const char *
sparta_context_function_name (const sparta_context *context)
{
  return environment.function_name != NULL ? environment.function_name
                                           : context->lambda->name;
}

const char *
sparta_context_function_version (const sparta_context *context)
{
  (void) context;
  return text (environment.function_version);
}

const char *
sparta_context_function_arn (const sparta_context *context)
{
  return text (context->invocation->function_arn);
}

const char *
sparta_context_log_group (const sparta_context *context)
{
  (void) context;
  return text (environment.log_group);
}

const char *
sparta_context_log_stream (const sparta_context *context)
{
  (void) context;
  return text (environment.log_stream);
}

const char *
sparta_context_trace_id (const sparta_context *context)
{
  return text (context->invocation->trace_id);
}

const char *
sparta_context_client_context (const sparta_context *context)
{
  return text (context->invocation->client_context);
}

const char *
sparta_context_identity (const sparta_context *context)
{
  return text (context->invocation->identity);
}

const char *
sparta_context_tenant_id (const sparta_context *context)
{
  return text (context->invocation->tenant_id);
}

int
sparta_context_memory_mb (const sparta_context *context)
{
  int64_t given = spartap_decimal (environment.memory);
  if (given > 0 && given <= INT32_MAX)
    return given;
  return context->lambda->memory_mb != 0 ? context->lambda->memory_mb
                                         : SPARTA_MEMORY_MB_DEFAULT;
}

int64_t
sparta_context_deadline_ms (const sparta_context *context)
{
  int64_t deadline_ms = context->invocation->deadline_ms;
  return deadline_ms == 0 ? INT64_MAX : deadline_ms;
}

int64_t
sparta_context_remaining_ms (const sparta_context *context)
{
  int64_t deadline_ms = sparta_context_deadline_ms (context);
  if (deadline_ms == INT64_MAX)
    return INT64_MAX;
  struct timespec now;
  clock_gettime (CLOCK_REALTIME, &now);
  int64_t left = deadline_ms - (int64_t) now.tv_sec * 1000
                 - now.tv_nsec / 1000000;
  return left < 0 ? 0 : left;
}

bool
sparta_context_cold_start (const sparta_context *context)
{
  return context->cold_start;
}

void *
sparta_context_data (const sparta_context *context)
{
  return context->lambda->data;
}

sparta_credentials
sparta_context_credentials (const sparta_context *context)
{
  const struct sparta_invocation *given = context->invocation;
  if (given->access_key_id != NULL)
    return (sparta_credentials) { text (given->access_key_id),
                                  text (given->secret_access_key),
                                  text (given->session_token) };
  return (sparta_credentials) { text (getenv ("AWS_ACCESS_KEY_ID")),
                                text (getenv ("AWS_SECRET_ACCESS_KEY")),
                                text (getenv ("AWS_SESSION_TOKEN")) };
}
