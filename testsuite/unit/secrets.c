/* secrets.c: what must not be told.  Every way in which an invocation fails is
   gone, with marks in the event and in the credentials; neither the log, nor
   the metrics, nor an error reply has one.
   SPDX-License-Identifier: MIT  */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "call.h"
#include "hooks.h"
#include "unit.h"

#define MARK "MARKED"
#define EVENT "{\"body\":\"" MARK "-event\",\"Records\":[" MARK "]}"

static void
nothing (const sparta_event *event, const sparta_context *context,
         sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) context;
  (void) response;
  (void) logger;
}

static void
status (const sparta_event *event, const sparta_context *context,
        sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) logger;
  (void) sparta_context_credentials (context);
  sparta_response_status (response, 503);
}

static void
fails (const sparta_event *event, const sparta_context *context,
       sparta_response *response, sparta_logger *logger)
{
  sparta_value value;
  (void) context;
  sparta_event_check (event);
  sparta_event_get (event, "/Records/0", &value);
  sparta_logger_metric (logger, "M", 1, NULL);
  sparta_logger_error (logger, "mine");
  sparta_response_header (response, "no good", "x");
  sparta_response_fail (response, "Mine", "mine");
}

static void
leaves (const sparta_event *event, const sparta_context *context,
        sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) context;
  (void) response;
  (void) logger;
  spartap_call_exit (3);
}

static int
refuse (void *data)
{
  (void) data;
  spartap_log (SPARTAP_ERROR, "a line of the runtime's own");
  return 1;
}

static const sparta_lambda lambdas[] = {
  { .name = "Nothing", .handler = nothing, .metrics = true },
  { .name = "Status", .handler = status, .metrics = true },
  { .name = "Fails", .handler = fails, .metrics = true },
  { .name = "Leaves", .handler = leaves, .metrics = true },
  { .name = "Http", .handler = nothing, .http = true },
};
static const sparta_service service = {
  .name = "Unit", .lambdas = lambdas,
  .n_lambdas = sizeof lambdas / sizeof *lambdas,
};
static const sparta_hooks hooks = {
  .size = sizeof hooks, .before_snapshot = refuse, .after_restore = refuse,
};

static void
quiet (const char *what, const char *text)
{
  ck_assert_msg (strstr (text, MARK) == NULL, "%s tells: %s", what, text);
}

/* One operation with all that is secret in it.  */
static int
invoke (const char *function, uint32_t operation)
{
  static struct sparta_reply reply = { .size = sizeof reply };
  struct sparta_invocation invocation = {
    .size = sizeof invocation, .operation = operation, .function = function,
    .event = EVENT, .event_size = sizeof EVENT - 1, .request_id = "id",
    .client_context = MARK, .identity = MARK, .access_key_id = MARK "-key",
    .secret_access_key = MARK "-secret", .session_token = MARK "-token",
  };
  int outcome = spartap_invoke (&invocation, &reply);
  quiet (function, reply.data);
  return outcome;
}

static void
set_credentials (void)
{
  setenv ("AWS_ACCESS_KEY_ID", MARK "-environment", 1);
  setenv ("AWS_SECRET_ACCESS_KEY", MARK "-environment", 1);
  setenv ("AWS_SESSION_TOKEN", MARK "-environment", 1);
}

START_TEST (nobody_tells)
{
  static const char *const formats[] = { "Text", "JSON" };
  struct spartap_buffer why = { 0 };
  set_credentials ();
  setenv ("AWS_LAMBDA_LOG_FORMAT", formats[_i], 1);
  setenv ("AWS_LAMBDA_LOG_LEVEL", "TRACE", 1);
  unit_stderr_begin ();
  int saved = dup (STDOUT_FILENO);
  dup2 (STDERR_FILENO, STDOUT_FILENO);
  spartap_logger_init ();
  ck_assert_ptr_null (spartap_hooks_init (&service, &hooks, &why));
  ck_assert_int_eq (invoke ("Nothing", SPARTA_INVOKE), SPARTA_OK);
  for (size_t i = 1; i < service.n_lambdas; i++)
    ck_assert_int_eq (invoke (lambdas[i].name, SPARTA_INVOKE), SPARTA_FAILED);
  invoke ("None", SPARTA_INVOKE);
  invoke ("", SPARTA_BEFORE_SNAPSHOT);
  invoke ("", SPARTA_AFTER_RESTORE);
  invoke ("", 99);
  dup2 (saved, STDOUT_FILENO);
  char *text = unit_stderr ();
  ck_assert_ptr_nonnull (strstr (text, "a line of the runtime's own"));
  ck_assert_ptr_nonnull (strstr (text, "\"Errors\":1"));
  quiet ("the log", text);
  free (text);
}
END_TEST

START_TEST (an_http_function_says_what_it_wants)
{
  struct spartap_buffer why = { 0 };
  static struct sparta_reply reply = { .size = sizeof reply };
  struct sparta_invocation invocation = {
    .size = sizeof invocation, .function = "Http", .event = EVENT,
    .event_size = sizeof EVENT - 1,
  };
  ck_assert_ptr_null (spartap_hooks_init (&service, NULL, &why));
  ck_assert_int_eq (spartap_invoke (&invocation, &reply), SPARTA_FAILED);
  ck_assert_str_eq (reply.error_type, "Sparta.NotHttp");
  ck_assert_ptr_nonnull (strstr (reply.data, "Http is an HTTP function"));
  ck_assert_ptr_nonnull (strstr (reply.data, "leave .http out of its row"));
}
END_TEST

Suite *
unit_suite (void)
{
  Suite *suite = suite_create ("secrets");
  TCase *tcase = tcase_create ("secrets");
  tcase_add_loop_test (tcase, nobody_tells, 0, 2);
  tcase_add_test (tcase, an_http_function_says_what_it_wants);
  suite_add_tcase (suite, tcase);
  return suite;
}
