/* context.c: what a handler can ask of its invocation.
   SPDX-License-Identifier: MIT  */

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "call.h"
#include "unit.h"

static const struct sparta_invocation bare = {
  .size = sizeof bare, .function = "unit", .event = "{}", .event_size = 2,
};

static void
nothing_known (const sparta_event *event, const sparta_context *context,
               sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) response;
  (void) logger;
  ck_assert_str_eq (sparta_context_request_id (context), "");
  ck_assert_str_eq (sparta_context_function_name (context), "unit");
  ck_assert_str_eq (sparta_context_function_version (context), "");
  ck_assert_str_eq (sparta_context_function_arn (context), "");
  ck_assert_str_eq (sparta_context_log_group (context), "");
  ck_assert_str_eq (sparta_context_log_stream (context), "");
  ck_assert_str_eq (sparta_context_trace_id (context), "");
  ck_assert_str_eq (sparta_context_client_context (context), "");
  ck_assert_str_eq (sparta_context_identity (context), "");
  ck_assert_str_eq (sparta_context_tenant_id (context), "");
  ck_assert_int_eq (sparta_context_memory_mb (context), 256);
  ck_assert (sparta_context_deadline_ms (context) == INT64_MAX);
  ck_assert (sparta_context_remaining_ms (context) == INT64_MAX);
  ck_assert_ptr_nonnull (sparta_context_data (context));
  sparta_credentials credentials = sparta_context_credentials (context);
  ck_assert_str_eq (credentials.access_key_id, "");
  ck_assert_str_eq (credentials.session_token, "");
}

START_TEST (what_is_not_known_is_empty)
{
  unsetenv ("AWS_ACCESS_KEY_ID");
  unsetenv ("AWS_SECRET_ACCESS_KEY");
  unsetenv ("AWS_SESSION_TOKEN");
  ck_assert_int_eq (unit_call_with (nothing_known, &bare).outcome, SPARTA_OK);
}
END_TEST

static void
everything (const sparta_event *event, const sparta_context *context,
            sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) response;
  (void) logger;
  ck_assert_str_eq (sparta_context_request_id (context), "id");
  ck_assert_str_eq (sparta_context_function_name (context), "deployed");
  ck_assert_str_eq (sparta_context_function_version (context), "7");
  ck_assert_str_eq (sparta_context_function_arn (context), "arn");
  ck_assert_str_eq (sparta_context_log_group (context), "group");
  ck_assert_str_eq (sparta_context_log_stream (context), "stream");
  ck_assert_str_eq (sparta_context_trace_id (context), "trace");
  ck_assert_str_eq (sparta_context_client_context (context), "{\"c\":1}");
  ck_assert_str_eq (sparta_context_identity (context), "{\"i\":1}");
  ck_assert_str_eq (sparta_context_tenant_id (context), "tenant");
  ck_assert_int_eq (sparta_context_memory_mb (context), 512);
  sparta_credentials credentials = sparta_context_credentials (context);
  ck_assert_str_eq (credentials.access_key_id, "key");
  ck_assert_str_eq (credentials.secret_access_key, "secret");
  ck_assert_str_eq (credentials.session_token, "");
}

START_TEST (all_that_the_host_says)
{
  setenv ("AWS_LAMBDA_FUNCTION_NAME", "deployed", 1);
  setenv ("AWS_LAMBDA_FUNCTION_VERSION", "7", 1);
  setenv ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512", 1);
  setenv ("AWS_LAMBDA_LOG_GROUP_NAME", "group", 1);
  setenv ("AWS_LAMBDA_LOG_STREAM_NAME", "stream", 1);
  setenv ("AWS_SESSION_TOKEN", "of the environment", 1);
  struct sparta_invocation invocation = bare;
  invocation.request_id = "id";
  invocation.function_arn = "arn";
  invocation.trace_id = "trace";
  invocation.client_context = "{\"c\":1}";
  invocation.identity = "{\"i\":1}";
  invocation.tenant_id = "tenant";
  invocation.access_key_id = "key";
  invocation.secret_access_key = "secret";
  ck_assert_int_eq (unit_call_with (everything, &invocation).outcome,
                    SPARTA_OK);
}
END_TEST

static void
environment (const sparta_event *event, const sparta_context *context,
             sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) response;
  (void) logger;
  sparta_credentials credentials = sparta_context_credentials (context);
  ck_assert_str_eq (credentials.access_key_id, "env-key");
  ck_assert_str_eq (credentials.secret_access_key, "env-secret");
  ck_assert_str_eq (credentials.session_token, "env-token");
}

/* Of the environment as it is now: they rotate.  */
START_TEST (credentials_of_the_environment)
{
  setenv ("AWS_ACCESS_KEY_ID", "env-key", 1);
  setenv ("AWS_SECRET_ACCESS_KEY", "env-secret", 1);
  setenv ("AWS_SESSION_TOKEN", "env-token", 1);
  unit_call_with (environment, &bare);
}
END_TEST

static int64_t now_ms;

static void
deadline (const sparta_event *event, const sparta_context *context,
          sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) response;
  (void) logger;
  int64_t left = sparta_context_remaining_ms (context);
  ck_assert (sparta_context_deadline_ms (context) == now_ms + 5000);
  ck_assert (left > 1000 && left <= 5000);
}

static void
overdue (const sparta_event *event, const sparta_context *context,
         sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) response;
  (void) logger;
  ck_assert (sparta_context_remaining_ms (context) == 0);
}

START_TEST (time_that_is_left)
{
  struct sparta_invocation invocation = bare;
  now_ms = (int64_t) time (NULL) * 1000;
  invocation.deadline_ms = now_ms + 5000;
  unit_call_with (deadline, &invocation);
  invocation.deadline_ms = now_ms - 5000;
  unit_call_with (overdue, &invocation);
}
END_TEST

/* An older host's struct ends before the tenant.  */
START_TEST (a_smaller_struct_rules)
{
  struct sparta_invocation invocation = bare;
  invocation.size = offsetof (struct sparta_invocation, request_id);
  invocation.request_id = (const char *) 1;
  invocation.trace_id = (const char *) 1;
  unsetenv ("AWS_ACCESS_KEY_ID");
  unsetenv ("AWS_SESSION_TOKEN");
  ck_assert_int_eq (unit_call_with (nothing_known, &invocation).outcome,
                    SPARTA_OK);
}
END_TEST

static atomic_int n_cold, n_warm;

static void
count_cold (const sparta_event *event, const sparta_context *context,
            sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) response;
  (void) logger;
  if (sparta_context_cold_start (context))
    n_cold++;
  else
    n_warm++;
}

static const sparta_lambda lambdas[]
  = { { .name = "unit", .handler = count_cold } };
static const sparta_service service = {
  .name = "Unit", .lambdas = lambdas, .n_lambdas = 1,
};

enum { N_THREADS = 16 };
static pthread_barrier_t start;

static void *
invoke_at_once (void *unused)
{
  struct sparta_reply reply = { .size = sizeof reply };
  (void) unused;
  pthread_barrier_wait (&start);
  for (int i = 0; i < 10; i++)
    spartap_invoke (&bare, &reply);
  spartap_free (&reply);
  return NULL;
}

START_TEST (one_invocation_is_cold)
{
  pthread_t threads[N_THREADS];
  struct spartap_buffer why = { 0 };
  ck_assert_int_eq (spartap_service_register (&service, NULL, &why), 0);
  pthread_barrier_init (&start, NULL, N_THREADS);
  for (int i = 0; i < N_THREADS; i++)
    ck_assert_int_eq (pthread_create (&threads[i], NULL, invoke_at_once,
                                      NULL), 0);
  for (int i = 0; i < N_THREADS; i++)
    pthread_join (threads[i], NULL);
  ck_assert_int_eq (n_cold, 1);
  ck_assert_int_eq (n_warm, 10 * N_THREADS - 1);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    what_is_not_known_is_empty, all_that_the_host_says,
    credentials_of_the_environment, time_that_is_left,
    a_smaller_struct_rules, one_invocation_is_cold, NULL,
  };
  return unit_suite_of ("context", tests);
}
