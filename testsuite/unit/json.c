/* json.c: events and responses as jansson's values: who owns what, what is
   refused, and what remains when memory is out.
   SPDX-License-Identifier: MIT  */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "call.h"
#include "sparta-json.h"
#include "unit.h"

/* Blocks that jansson has, and after how many calls its malloc fails.  */
static long blocks, calls, last = -1;

static void *
count_malloc (size_t size)
{
  if (last >= 0 && calls++ >= last)
    {
      errno = ENOMEM;
      return NULL;
    }
  blocks++;
  return malloc (size);
}

static void
count_free (void *data)
{
  blocks -= data != NULL;
  free (data);
}

static void
setup (void)
{
  last = -1;
  blocks = calls = 0;
  json_set_alloc_funcs (count_malloc, count_free);
}

/* What the handler saw.  */
static json_t *seen;
static json_error_t seen_error;
static int result;

static struct unit_reply
call_bytes (sparta_handler *handler, const char *event, size_t size)
{
  struct sparta_invocation invocation = {
    .size = sizeof invocation, .function = "unit", .event = event,
    .event_size = size,
  };
  return unit_call_with (handler, &invocation);
}

static void
read_event (const sparta_event *event, const sparta_context *context,
            sparta_response *response, sparta_logger *logger)
{
  (void) context;
  (void) response;
  (void) logger;
  seen = sparta_event_json (event, &seen_error);
  ck_assert_ptr_eq (sparta_event_json (event, NULL), seen);
}

/* Whether the event of SIZE bytes is read; nothing of it is left.  */
static bool
read_p (const char *event, size_t size)
{
  long before = blocks;
  call_bytes (read_event, event, size);
  ck_assert_int_eq (blocks, before);
  if (seen == NULL)
    ck_assert_str_ne (seen_error.text, "");
  return seen != NULL;
}

START_TEST (one_tree_an_invocation)
{
  setup ();
  ck_assert (read_p ("{\"a\":1}", 7));
  ck_assert (read_p (" 7 ", 3));
  ck_assert (read_p ("\xEF\xBB\xBF{}", 5));
  ck_assert (read_p ("\"a\\u0000b\"", 10));
}
END_TEST

static void
keep (const sparta_event *event, const sparta_context *context,
      sparta_response *response, sparta_logger *logger)
{
  (void) context;
  (void) response;
  (void) logger;
  seen = json_incref (json_object_get (sparta_event_json (event, NULL), "a"));
}

START_TEST (a_part_with_a_reference_outlives_the_handler)
{
  setup ();
  unit_call (keep, "{\"a\":\"kept\"}");
  ck_assert_str_eq (json_string_value (seen), "kept");
  json_decref (seen);
  ck_assert_int_eq (blocks, 0);
}
END_TEST

static void
leave (const sparta_event *event, const sparta_context *context,
       sparta_response *response, sparta_logger *logger)
{
  (void) context;
  (void) response;
  (void) logger;
  ck_assert_ptr_nonnull (sparta_event_json (event, NULL));
  spartap_call_exit (3);
}

START_TEST (the_tree_is_freed_after_exit)
{
  setup ();
  ck_assert_str_eq (unit_call (leave, "[1,2]").error_type, "Sparta.Exit");
  ck_assert_int_eq (blocks, 0);
}
END_TEST

static void
duplicate (const sparta_event *event, const sparta_context *context,
           sparta_response *response, sparta_logger *logger)
{
  (void) context;
  (void) logger;
  result = sparta_response_json (response, sparta_event_json (event, NULL));
}

START_TEST (the_last_of_two_members_counts)
{
  setup ();
  ck_assert_str_eq (unit_call (duplicate, "{\"a\":1,\"a\":2}").data,
                    "{\"a\":2}");
  ck_assert_int_eq (result, 0);
}
END_TEST

/* Events that are refused, as the manual says.  */
static const struct
{
  const char *event;
  size_t size;
} refused[] = {
#define EVENT(text) { text, sizeof text - 1 }
  EVENT (""), EVENT ("{"), EVENT ("1 2"), EVENT ("nul"), EVENT ("{\"a\":1,}"),
  EVENT ("\"\xFF\""), EVENT ("\"\xC0\x80\""), EVENT ("\"\xED\xA0\x80\""),
  EVENT ("\"\\uD800\""), EVENT ("\"\\uDC00\\uD800\""), EVENT ("\"a\0b\""),
  EVENT ("1\0"), EVENT ("[1\0]"), EVENT ("9223372036854775808"),
  EVENT ("1e999"), EVENT ("{\"a\\u0000\":1}"), EVENT ("\"\t\""),
};

START_TEST (what_is_refused)
{
  setup ();
  ck_assert (!read_p (refused[_i].event, refused[_i].size));
}
END_TEST

START_TEST (depth)
{
  static char event[2 * 100000];
  setup ();
  memset (event, '[', 100000);
  memset (event + 100000, ']', 100000);
  ck_assert (!read_p (event, sizeof event));
  ck_assert (!read_p (event, 100000));
  ck_assert (read_p (event + 100000 - 2048, 2 * 2048));
}
END_TEST

/* Answers with what is in SEEN, before and behind which there is text.  */
static void
respond (const sparta_event *event, const sparta_context *context,
         sparta_response *response, sparta_logger *logger)
{
  (void) event;
  (void) context;
  (void) logger;
  sparta_response_printf (response, "[");
  result = sparta_response_json_new (response, seen);
  sparta_response_printf (response, "]");
}

static const char *
responded (json_t *value)
{
  seen = value;
  struct unit_reply reply = unit_call (respond, "{}");
  ck_assert_int_eq (blocks, 0);
  return reply.data;
}

START_TEST (a_value_is_appended)
{
  setup ();
  ck_assert_str_eq (responded (json_pack ("{s:i,s:[b,n]}", "b", 1, "a", 0)),
                    "[{\"b\":1,\"a\":[false,null]}]");
  ck_assert_int_eq (result, 0);
  ck_assert_str_eq (responded (json_string ("\xC3\xA9")), "[\"\xC3\xA9\"]");
  ck_assert_str_eq (responded (json_stringn ("a\0b", 3)), "[\"a\\u0000b\"]");
}
END_TEST

START_TEST (a_value_that_is_none_leaves_the_body)
{
  setup ();
  errno = 0;
  ck_assert_str_eq (responded (NULL), "[]");
  ck_assert_int_eq (result, SPARTA_EINVAL);
  ck_assert_str_eq (responded (json_pack ("[i,o]", 1,
                                          json_string_nocheck ("\xFF"))),
                    "[]");
  ck_assert_int_eq (result, SPARTA_EJSON);
}
END_TEST

START_TEST (a_value_that_holds_itself)
{
  setup ();
  json_t *outer = json_array (), *inner = json_array ();
  json_array_append (outer, inner);
  json_array_append (inner, outer);
  seen = json_incref (outer);
  ck_assert_str_eq (unit_call (respond, "{}").data, "[]");
  ck_assert_int_eq (result, SPARTA_EJSON);
  json_array_clear (inner);
  json_decref (inner);
  json_decref (outer);
  ck_assert_int_eq (blocks, 0);
}
END_TEST

/* Reads, builds and answers; each of its allocations fails in turn.  */
static void
rebuild (const sparta_event *event, const sparta_context *context,
         sparta_response *response, sparta_logger *logger)
{
  json_error_t error;
  json_t *tree = sparta_event_json (event, &error);
  (void) context;
  (void) logger;
  if (tree == NULL)
    {
      ck_assert_str_eq (error.text, "out of memory");
      ck_assert_int_eq (json_error_code (&error), json_error_out_of_memory);
      sparta_response_fail (response, "Unit.Event", "%s", error.text);
      return;
    }
  result = sparta_response_json_new (response, json_pack ("{s:O}", "in",
                                                          tree));
}

START_TEST (each_allocation_fails)
{
  bool done = false;
  setup ();
  for (last = 0; !done; last++)
    {
      calls = 0;
      struct unit_reply reply
        = unit_call (rebuild, "{\"a\":[1,{\"b\":\"c\"}]}");
      done = reply.outcome == SPARTA_OK;
      ck_assert_int_eq (blocks, 0);
      if (done)
        ck_assert_str_eq (reply.data, "{\"in\":{\"a\":[1,{\"b\":\"c\"}]}}");
      else
        ck_assert_ptr_nonnull (strstr (reply.data, "out of memory"));
      ck_assert_int_lt (last, 1000);
    }
  ck_assert_int_gt (last, 10);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    one_tree_an_invocation, a_part_with_a_reference_outlives_the_handler,
    the_tree_is_freed_after_exit, the_last_of_two_members_counts, depth,
    a_value_is_appended, a_value_that_is_none_leaves_the_body,
    a_value_that_holds_itself, each_allocation_fails, NULL,
  };
  Suite *suite = unit_suite_of ("json", tests);
  TCase *cases = tcase_create ("refused");
  tcase_add_loop_test (cases, what_is_refused, 0,
                       sizeof refused / sizeof refused[0]);
  suite_add_tcase (suite, cases);
  return suite;
}
