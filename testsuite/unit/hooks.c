/* hooks.c: when the program's hooks are called, and what they decide.  Plugin
   cases call them in a library.
   SPDX-License-Identifier: MIT  */

#include <string.h>

#include "call.h"
#include "hooks.h"
#include "thread.h"
#include "unit.h"

/* What was called, in order, and what each returns.  */
static char told[256];
static int before_init_status, after_init_status, before_invoke_status;
static int operation_status;

static int
tell (const char *name, int status)
{
  strcat (told, name);
  strcat (told, " ");
  return status;
}

static int
before_init (void *data)
{
  ck_assert_ptr_null (spartap_service ());
  return tell (data, 0), tell ("before_init", before_init_status);
}

static int
after_init (void *data)
{
  (void) data;
  ck_assert_ptr_nonnull (spartap_service ());
  return tell ("after_init", after_init_status);
}

static int
before_invoke (const sparta_event *event, const sparta_context *context,
               sparta_response *response, sparta_logger *logger, void *data)
{
  (void) context;
  (void) data;
  sparta_logger_info (logger, "before");
  sparta_response_printf (response, "%s", sparta_event_data (event, NULL));
  return tell ("before_invoke", before_invoke_status);
}

static void
handler (const sparta_event *event, const sparta_context *context,
         sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) context;
  (void) logger;
  sparta_response_printf (response, "2");
  tell ("handler", 0);
}

static void
after_invoke (const sparta_event *event, const sparta_context *context,
              sparta_response *response, sparta_logger *logger, void *data)
{
  (void) event;
  (void) context;
  (void) logger;
  (void) data;
  sparta_response_printf (response, "3");
  tell ("after_invoke", 0);
}

static int
before_snapshot (void *data)
{
  (void) data;
  return tell ("before_snapshot", operation_status);
}

static int
after_restore (void *data)
{
  (void) data;
  return tell ("after_restore", operation_status);
}

static void
at_shutdown (void *data)
{
  (void) data;
  tell ("at_shutdown", 0);
}

static char data[] = "data";
static const sparta_hooks hooks = {
  .size = sizeof hooks, .data = data, .before_init = before_init,
  .after_init = after_init, .before_invoke = before_invoke,
  .after_invoke = after_invoke, .before_snapshot = before_snapshot,
  .after_restore = after_restore, .at_shutdown = at_shutdown,
};

static const sparta_lambda lambdas[] = { { .name = "F", .handler = handler } };
static const sparta_service service = {
  .name = "S", .lambdas = lambdas, .n_lambdas = 1,
};

/* Begins with HOOKS: nothing is wrong, or an error of TYPE with WORDS.  */
static void
begin (const sparta_hooks *given, const char *type, const char *words)
{
  struct spartap_buffer why = { 0 };
  const char *got = spartap_hooks_init (&service, given, &why);
  if (type == NULL)
    ck_assert_msg (got == NULL, "%s: %s", got, why.data);
  else
    {
      ck_assert_str_eq (got, type);
      ck_assert_str_eq (why.data, words);
      ck_assert_ptr_null (spartap_service ());
    }
  spartap_buffer_free (&why);
}

/* OPERATION has OUTCOME, and its data begins with TEXT.  */
static void
expect (uint32_t operation, int outcome, const char *text)
{
  static struct sparta_reply reply = { .size = sizeof reply };
  struct sparta_invocation invocation = {
    .size = sizeof invocation, .operation = operation, .function = "F",
    .event = "1", .event_size = 1,
  };
  ck_assert_int_eq (spartap_invoke (&invocation, &reply), outcome);
  ck_assert_msg (strncmp (reply.data, text, strlen (text)) == 0, "%s",
                 reply.data);
}

START_TEST (all_in_order)
{
  begin (&hooks, NULL, NULL);
  expect (SPARTA_BEFORE_SNAPSHOT, SPARTA_OK, "null");
  expect (SPARTA_AFTER_RESTORE, SPARTA_OK, "null");
  expect (SPARTA_INVOKE, SPARTA_OK, "123");
  spartap_hooks_shutdown ();
  ck_assert_str_eq (told, "data before_init after_init before_snapshot "
                          "after_restore before_invoke handler after_invoke "
                          "at_shutdown ");
}
END_TEST

START_TEST (none_at_all)
{
  begin (NULL, NULL, NULL);
  expect (SPARTA_BEFORE_SNAPSHOT, SPARTA_OK, "null");
  expect (SPARTA_AFTER_RESTORE, SPARTA_OK, "null");
  expect (SPARTA_INVOKE, SPARTA_OK, "2");
  spartap_hooks_shutdown ();
  ck_assert_str_eq (told, "handler ");
}
END_TEST

START_TEST (init_is_refused)
{
  before_init_status = 4;
  begin (&hooks, "Sparta.Init", "before_init returned 4");
  before_init_status = 0;
  after_init_status = -1;
  begin (&hooks, "Sparta.Init", "after_init returned -1");
  ck_assert_str_eq (told, "data before_init data before_init after_init ");
}
END_TEST

START_TEST (before_invoke_answers)
{
  before_invoke_status = 1;
  begin (&hooks, NULL, NULL);
  expect (SPARTA_INVOKE, SPARTA_OK, "1");
  ck_assert_ptr_null (strstr (told, "handler"));
  ck_assert_ptr_null (strstr (told, "after_invoke"));
}
END_TEST

START_TEST (operations_fail)
{
  operation_status = 7;
  begin (&hooks, NULL, NULL);
  expect (SPARTA_BEFORE_SNAPSHOT, SPARTA_FAILED,
          "{\"errorMessage\":\"before_snapshot returned 7\",\"errorType\":"
          "\"Sparta.Hook\"");
  expect (SPARTA_AFTER_RESTORE, SPARTA_FAILED,
          "{\"errorMessage\":\"after_restore returned 7\"");
}
END_TEST

/* Only what lies wholly within the size is known.  */
START_TEST (sizes)
{
  sparta_hooks older = hooks;
  older.size = offsetof (sparta_hooks, after_init) + 4;
  begin (&older, NULL, NULL);
  expect (SPARTA_INVOKE, SPARTA_OK, "2");
  ck_assert_str_eq (told, "data before_init handler ");
}
END_TEST

START_TEST (without_a_size)
{
  sparta_hooks sizeless = hooks;
  sizeless.size = 0;
  begin (&sizeless, "Sparta.InvalidService",
         "the hooks have no size: set .size to sizeof (sparta_hooks)");
  ck_assert_str_eq (told, "");
}
END_TEST

/* The hook that the thread is in is known while it runs.  */
static int
look (void *unused)
{
  (void) unused;
  return tell (spartap_thread ()->hook, 0);
}

START_TEST (the_current_one_is_known)
{
  sparta_hooks looking = { .size = sizeof looking, .before_init = look,
                           .before_snapshot = look };
  begin (&looking, NULL, NULL);
  expect (SPARTA_BEFORE_SNAPSHOT, SPARTA_OK, "null");
  ck_assert_str_eq (told, "before_init before_snapshot ");
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    all_in_order, none_at_all, init_is_refused, before_invoke_answers,
    operations_fail, sizes, without_a_size, the_current_one_is_known, NULL,
  };
  return unit_suite_of ("hooks", tests);
}
