/* records-allocation.c: a batch of 6 MB and 10,000 records is read without an
   allocation a record, and without any in a steady state; and what a batch
   comes to when memory runs out.
   SPDX-License-Identifier: MIT  */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "call.h"
#include "sparta-events.h"
#include "unit.h"

#define RECORDS 10000
#define BODY 350                /* with the rest of a record, 600 bytes */

/* The C library's own, behind ours; a sanitizer brings ours itself.  */
#if defined __GLIBC__ && !defined __SANITIZE_ADDRESS__ \
    && !defined __SANITIZE_THREAD__
# define COUNTED 1
extern void *__libc_malloc (size_t size);
extern void *__libc_calloc (size_t n, size_t size);
extern void *__libc_realloc (void *old, size_t size);

static int allocations;
static int failing;             /* the allocation that fails; 0: none */

/* Counts an allocation; whether it may be made.  */
static bool
may_allocate (void)
{
  return ++allocations != failing;
}

void *
malloc (size_t size)
{
  if (!may_allocate ())
    return NULL;
  return __libc_malloc (size);
}

void *
calloc (size_t n, size_t size)
{
  if (!may_allocate ())
    return NULL;
  return __libc_calloc (n, size);
}

void *
realloc (void *old, size_t size)
{
  if (!may_allocate ())
    return NULL;
  return __libc_realloc (old, size);
}
#else
# define COUNTED 0
static int allocations, failing;
#endif

/* An event of RECORDS messages.  */
static char *
make_batch (void)
{
  char body[BODY + 1], *event = malloc (RECORDS * (BODY + 300));
  memset (body, 'x', BODY);
  body[BODY] = 0;
  char *p = event + sprintf (event, "{\"Records\":[");
  for (int i = 0; i < RECORDS; i++)
    p += sprintf (
      p, "%s{\"messageId\":\"%08d-87a3-44ab-83d2-661975830a7d\","
         "\"body\":\"%s\\n\","
         "\"attributes\":{\"ApproximateReceiveCount\":\"1\","
         "\"SentTimestamp\":\"1545082649183\"},\"messageAttributes\":{},"
         "\"eventSource\":\"aws:sqs\",\"eventSourceARN\":"
         "\"arn:aws:sqs:us-east-2:123456789012:my-queue\"}",
      i == 0 ? "" : ",", i, body);
  strcpy (p, "]}");
  return event;
}

/* What the last call of the handler read, and whether all is to fail.  It
   asserts nothing itself: Check's own assertions allocate.  */
static size_t records_read, bytes_read;
static bool all_fail;

static void
handler (const sparta_event *event, const sparta_context *context,
         sparta_response *response, sparta_logger *logger)
{
  (void) context;
  (void) logger;
  sparta_records records;
  sparta_record record;
  size_t size;
  records_read = bytes_read = 0;
  sparta_event_records (event, &records);
  while (sparta_records_next (&records, &record) > 0)
    {
      sparta_sqs_body (&record, &size);
      bytes_read += size + strlen (sparta_sqs_message_id (&record));
      records_read++;
      if (all_fail)
        sparta_response_batch_failure (response, &record);
    }
}

/* The allocations of an invocation with EVENT.  */
static int
count (const char *event)
{
  static struct sparta_reply reply = { .size = sizeof reply };
  struct sparta_invocation invocation = {
    .size = sizeof invocation, .function = "unit", .event = event,
    .event_size = strlen (event),
  };
  int before = allocations;
  int outcome = spartap_invoke (&invocation, &reply);
  int counted = allocations - before;
  ck_assert_int_eq (outcome, SPARTA_OK);
  ck_assert_uint_eq (records_read, RECORDS);
  ck_assert_uint_eq (bytes_read, (BODY + 1 + 36) * (size_t) RECORDS);
  return counted;
}

/* Asserts that a first invocation with EVENT allocates no more than MOST
   times, that the second may once more, since the arena keeps its largest
   block only, and that none does from then on.  */
static void
assert_steady (const char *event, int most)
{
  unit_call (handler, "{}");    /* registers it */
  ck_assert_int_le (count (event), most);
  ck_assert_int_le (count (event), 1);
  for (int i = 0; i < 3; i++)
    ck_assert_int_eq (count (event), 0);
}

START_TEST (a_batch_is_read)
{
  char *event = make_batch ();
  if (COUNTED)
    ck_assert_int_gt (allocations, 0);
  ck_assert_uint_gt (strlen (event), 6000000);
  /* The arena's blocks of 4 KB to 2 MB, and the reply.  */
  assert_steady (event, 12);
  free (event);
}
END_TEST

START_TEST (a_batch_fails)
{
  char *event = make_batch ();
  all_fail = true;
  /* And the list of 580 KB, which doubles from 256 bytes.  */
  assert_steady (event, 12 + 13);
  free (event);
}
END_TEST

static void
fail_all (const sparta_event *event, const sparta_context *context,
          sparta_response *response, sparta_logger *logger)
{
  (void) context;
  (void) logger;
  sparta_records records;
  sparta_record record;
  sparta_event_records (event, &records);
  while (sparta_records_next (&records, &record) > 0)
    sparta_response_batch_failure (response, &record);
}

/* Invokes fail_all with EVENT in a process of its own, which has no memory
   left from other invocations, and has the allocation N fail.  Returns
   SPARTA_OK or SPARTA_FAILED, *REACHED: there was that allocation.  */
static int
invoke_failing (const char *event, int n, bool *reached)
{
  int status;
  pid_t child = fork ();
  if (child == 0)
    {
      struct sparta_reply reply = { .size = sizeof reply };
      struct sparta_invocation invocation = {
        .size = sizeof invocation, .function = "unit", .event = event,
        .event_size = strlen (event),
      };
      unit_call (fail_all, "{}");
      failing = allocations + n;
      int outcome = spartap_invoke (&invocation, &reply);
      _exit (outcome << 1 | (allocations >= failing));
    }
  ck_assert_int_eq (waitpid (child, &status, 0), child);
  ck_assert (WIFEXITED (status));
  *reached = WEXITSTATUS (status) & 1;
  return WEXITSTATUS (status) >> 1;
}

/* Where a failure got lost, its record would count as done.  */
START_TEST (memory_that_runs_out_fails_the_batch)
{
  char *event = make_batch ();
  bool reached = COUNTED;
  int n = 0;
  while (reached)
    {
      int outcome = invoke_failing (event, ++n, &reached);
      ck_assert_int_eq (outcome, reached ? SPARTA_FAILED : SPARTA_OK);
    }
  if (COUNTED)
    ck_assert_int_gt (n, 10);
  free (event);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    a_batch_is_read, a_batch_fails, memory_that_runs_out_fails_the_batch,
    NULL,
  };
  return unit_suite_of ("records-allocation", tests);
}
