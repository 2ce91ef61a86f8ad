/* records-batch.c: partial batch failures, as they are posted.
   SPDX-License-Identifier: MIT  */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "record.h"
#include "unit.h"

/* What the next handler does.  */
static struct
{
  int wanted;                   /* what batch_failure is to return */
  int times;                    /* how often each record fails */
  int from;                     /* the first record that does */
  const char *body, *type;
  int status;
} plan;

static void
handler (const sparta_event *event, const sparta_context *context,
         sparta_response *response, sparta_logger *logger)
{
  (void) context;
  (void) logger;
  sparta_records records;
  sparta_record record;
  ck_assert_int_eq (sparta_event_records (event, &records), 0);
  for (int i = 0; sparta_records_next (&records, &record) > 0; i++)
    for (int k = 0; i >= plan.from && k < plan.times; k++)
      ck_assert_int_eq (sparta_response_batch_failure (response, &record),
                        plan.wanted);
  if (plan.body != NULL)
    sparta_response_write (response, plan.body, strlen (plan.body));
  if (plan.type != NULL)
    sparta_response_header (response, "Content-Type", plan.type);
  if (plan.status != 0)
    sparta_response_status (response, plan.status);
}

/* The plan, with each record failing once, and the call of it.  */
#define PLAN(...)                                                       \
  do                                                                    \
    {                                                                   \
      memset (&plan, 0, sizeof plan);                                   \
      plan.times = 1;                                                   \
      __VA_ARGS__;                                                      \
    }                                                                   \
  while (0)

static void
assert_posted (const char *text, const char *wanted)
{
  struct unit_reply reply = unit_call (handler, text);
  ck_assert_int_eq (reply.outcome, SPARTA_OK);
  ck_assert_str_eq (reply.data, wanted);
  ck_assert_str_eq (reply.content_type, "application/json");
}

START_TEST (each_source_has_its_identifier)
{
  PLAN ();
  assert_posted (unit_sample ("records-sqs"),
                 "{\"batchItemFailures\":["
                 "{\"itemIdentifier\":\"059f36b4-87a3-44ab-83d2-661975830a7d"
                 "\"},"
                 "{\"itemIdentifier\":\"2e1424d4-f796-459a-8184-9c92662be6da"
                 "\"}]}");
  PLAN (plan.from = 2);
  assert_posted (unit_sample ("records-dynamodb"),
                 "{\"batchItemFailures\":[{\"itemIdentifier\":\"333\"}]}");
  PLAN (plan.from = 1);
  assert_posted (unit_sample ("records-kinesis"),
                 "{\"batchItemFailures\":[{\"itemIdentifier\":"
                 "\"4959033827149025660855969253836157109592157598914\"}]}");
}
END_TEST

START_TEST (other_sources_have_none)
{
  PLAN (plan.wanted = SPARTA_EKIND);
  assert_posted (unit_sample ("records-sns"), "null");
  assert_posted (unit_sample ("records-s3"), "null");
  assert_posted ("{\"Records\":[7,{}]}", "null");
}
END_TEST

START_TEST (no_failure_posts_the_body)
{
  PLAN (plan.times = 0, plan.body = "{\"done\":2}");
  assert_posted (unit_sample ("records-sqs"), "{\"done\":2}");
  PLAN (plan.times = 0);
  assert_posted (unit_sample ("records-sqs"), "null");
}
END_TEST

START_TEST (failures_replace_the_body)
{
  PLAN (plan.from = 2, plan.body = "all is well", plan.type = "text/plain",
        plan.status = 202);
  assert_posted (unit_sample ("records-dynamodb"),
                 "{\"batchItemFailures\":[{\"itemIdentifier\":\"333\"}]}");
  /* And none is left for the next invocation.  */
  PLAN (plan.times = 0);
  assert_posted (unit_sample ("records-dynamodb"), "null");
}
END_TEST

START_TEST (an_error_is_an_error)
{
  PLAN (plan.status = 500, plan.body = "broken");
  struct unit_reply reply = unit_call (handler, unit_sample ("records-sqs"));
  ck_assert_int_eq (reply.outcome, SPARTA_FAILED);
  ck_assert_ptr_null (strstr (reply.data, "itemIdentifier"));
}
END_TEST

START_TEST (twice_in_a_row_is_once)
{
  PLAN (plan.times = 3, plan.from = 1);
  assert_posted (unit_sample ("records-dynamodb"),
                 "{\"batchItemFailures\":[{\"itemIdentifier\":\"222\"},"
                 "{\"itemIdentifier\":\"333\"}]}");
}
END_TEST

START_TEST (an_identifier_may_end_as_another)
{
  PLAN ();
  assert_posted ("{\"Records\":["
                 "{\"eventSource\":\"aws:sqs\",\"messageId\":\"11\"},"
                 "{\"eventSource\":\"aws:sqs\",\"messageId\":\"1\"},"
                 "{\"eventSource\":\"aws:sqs\",\"messageId\":\"11\"}]}",
                 "{\"batchItemFailures\":[{\"itemIdentifier\":\"11\"},"
                 "{\"itemIdentifier\":\"1\"},{\"itemIdentifier\":\"11\"}]}");
}
END_TEST

START_TEST (an_identifier_is_escaped)
{
  PLAN ();
  assert_posted ("{\"Records\":[{\"eventSource\":\"aws:sqs\","
                 "\"messageId\":\"a\\\"\\u0000\\u00e9\"}]}",
                 "{\"batchItemFailures\":[{\"itemIdentifier\":"
                 "\"a\\\"\\u0000\303\251\"}]}");
}
END_TEST

/* What cannot be named fails with the whole batch.  */
START_TEST (without_an_identifier_all_fail)
{
  static const char *const texts[] = {
    "{\"Records\":[{\"eventSource\":\"aws:sqs\"}]}",
    "{\"Records\":[{\"eventSource\":\"aws:sqs\",\"messageId\":\"\"}]}",
    "{\"Records\":[{\"eventSource\":\"aws:sqs\",\"messageId\":null}]}",
    "{\"Records\":[{\"eventSource\":\"aws:sqs\",\"messageId\":17}]}",
    "{\"Records\":[{\"eventSource\":\"aws:kinesis\",\"kinesis\":{}}]}",
    "{\"Records\":[{\"eventSource\":\"aws:dynamodb\",\"dynamodb\":7}]}",
  };
  PLAN (plan.wanted = SPARTA_ENOENT);
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    assert_posted (texts[i],
                   "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}");
}
END_TEST

START_TEST (many_failures)
{
  enum { N = 10000 };
  char *text = malloc (N * 80), *wanted = malloc (N * 80);
  char *t = text, *w = wanted;
  t += sprintf (t, "{\"Records\":[");
  w += sprintf (w, "{\"batchItemFailures\":[");
  for (int i = 0; i < N; i++)
    {
      const char *comma = i == 0 ? "" : ",";
      t += sprintf (t, "%s{\"eventSource\":\"aws:sqs\",\"messageId\":\"%d\"}",
                    comma, i);
      w += sprintf (w, "%s{\"itemIdentifier\":\"%d\"}", comma, i);
    }
  strcpy (t, "]}");
  strcpy (w, "]}");
  PLAN ();
  assert_posted (text, wanted);
  free (text);
  free (wanted);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    each_source_has_its_identifier, other_sources_have_none,
    no_failure_posts_the_body, failures_replace_the_body,
    an_error_is_an_error, twice_in_a_row_is_once,
    an_identifier_may_end_as_another, an_identifier_is_escaped,
    without_an_identifier_all_fail, many_failures, NULL,
  };
  return unit_suite_of ("records-batch", tests);
}
