/* records-eventbridge.c: events of EventBridge and of schedules.
   SPDX-License-Identifier: MIT  */

#include "record.h"
#include "unit.h"

static const struct
{
  const char *(*get) (const sparta_event *event);
  const char *member, *value;
} fields[] = {
  { sparta_eventbridge_id, "id", "6a7e8feb-b491-4cf7-a9f1-bf3703467718" },
  { sparta_eventbridge_source, "source", "aws.ec2" },
  { sparta_eventbridge_detail_type, "detail-type",
    "EC2 Instance State-change Notification" },
  { sparta_eventbridge_time, "time", "2017-12-22T18:43:48Z" },
  { sparta_eventbridge_account, "account", "111122223333" },
  { sparta_eventbridge_region, "region", "us-west-1" },
};

START_TEST (each_field)
{
  const char *text = unit_sample ("records-eventbridge");
  for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
    {
      const char *member = fields[i].member;
      ck_assert_str_eq (fields[i].get (unit_event_from (text)),
                        fields[i].value);
      ck_assert_ptr_null (
        fields[i].get (unit_event_from (unit_without (text, member))));
      ck_assert_ptr_null (
        fields[i].get (unit_event_from (unit_wrapped (text, member))));
    }
}
END_TEST

START_TEST (resources_by_number)
{
  const sparta_event *event
    = unit_event_from (unit_sample ("records-eventbridge"));
  ck_assert_str_eq (
    sparta_eventbridge_resource (event, 1),
    "arn:aws:ec2:us-west-1:123456789012:instance/i-0598c7d356eba48d7");
  ck_assert_ptr_nonnull (sparta_eventbridge_resource (event, 0));
  ck_assert_ptr_null (sparta_eventbridge_resource (event, 2));
  ck_assert_ptr_null (sparta_eventbridge_resource (event, SIZE_MAX));
}
END_TEST

START_TEST (detail_by_pointer)
{
  const sparta_event *event
    = unit_event_from (unit_sample ("records-eventbridge"));
  sparta_value value;
  ck_assert_int_eq (sparta_eventbridge_detail (event, "/state", &value), 0);
  ck_assert (sparta_value_equal (&value, "terminated"));
  ck_assert_int_eq (sparta_eventbridge_detail (event, "", &value), 0);
  ck_assert_int_eq (sparta_value_kind (&value), SPARTA_OBJECT);
  ck_assert_int_eq (sparta_eventbridge_detail (event, "/no", &value),
                    SPARTA_ENOENT);
  ck_assert_int_eq (sparta_eventbridge_detail (event, "no", &value),
                    SPARTA_EPOINTER);
  ck_assert_int_eq (sparta_eventbridge_detail (event, NULL, &value),
                    SPARTA_EINVAL);
}
END_TEST

START_TEST (scheduled_events)
{
  const sparta_event *event
    = unit_event_from (unit_sample ("records-scheduled"));
  ck_assert_str_eq (sparta_eventbridge_detail_type (event),
                    "Scheduled Event");
  ck_assert_str_eq (sparta_eventbridge_source (event), "aws.events");
  ck_assert_str_eq (sparta_eventbridge_resource (event, 0),
                    "arn:aws:events:us-east-2:123456789012:rule/my-schedule");
  event = unit_event_from (unit_sample ("records-scheduler"));
  ck_assert_str_eq (sparta_eventbridge_source (event), "aws.scheduler");
  /* A schedule's detail is a string.  */
  sparta_value value;
  ck_assert_int_eq (sparta_eventbridge_detail (event, "", &value), 0);
  ck_assert (sparta_value_equal (&value, "{}"));
}
END_TEST

START_TEST (events_of_others)
{
  static const char *const texts[] = {
    "{\"id\":\"1\",\"time\":\"t\",\"source\":\"s\",\"detail\":{}}",
    "{\"id\":\"1\",\"detail-type\":\"t\",\"detail\":{}}",
    "{\"id\":\"1\",\"detail-type\":7,\"source\":\"s\",\"detail\":{}}",
    "[]", "null", "", "{", "\"x\"",
  };
  sparta_value value;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    {
      const sparta_event *event = unit_event_from (texts[i]);
      ck_assert_ptr_null (sparta_eventbridge_id (event));
      ck_assert_ptr_null (sparta_eventbridge_resource (event, 0));
      ck_assert_int_eq (sparta_eventbridge_detail (event, "", &value),
                        SPARTA_EKIND);
    }
}
END_TEST

START_TEST (no_detail)
{
  const char *text = "{\"detail-type\":\"t\",\"source\":\"s\"}";
  sparta_value value;
  ck_assert_int_eq (
    sparta_eventbridge_detail (unit_event_from (text), "/a", &value),
    SPARTA_ENOENT);
  ck_assert_ptr_null (sparta_eventbridge_id (unit_event_from (text)));
  ck_assert_ptr_null (sparta_eventbridge_resource (unit_event_from (text), 0));
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    each_field, resources_by_number, detail_by_pointer, scheduled_events,
    events_of_others, no_detail, NULL,
  };
  return unit_suite_of ("records-eventbridge", tests);
}
