/* value-number.c: numbers.
   SPDX-License-Identifier: MIT  */

#include <dlfcn.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"
#include "values.h"

static const struct
{
  const char *text;
  int error;
  int64_t integer;
} integers[] = {
  { "0", 0, 0 }, { "-0", 0, 0 }, { "7", 0, 7 }, { "-7", 0, -7 },
  { "9007199254740993", 0, 9007199254740993 },
  { "9223372036854775807", 0, INT64_MAX },
  { "9223372036854775808", SPARTA_ERANGE, 0 },
  { "-9223372036854775808", 0, INT64_MIN },
  { "-9223372036854775809", SPARTA_ERANGE, 0 },
  { "18446744073709551616", SPARTA_ERANGE, 0 },
  { "99999999999999999999999999999999999999999999", SPARTA_ERANGE, 0 },
  { "1.0", SPARTA_EKIND, 0 }, { "1e2", SPARTA_EKIND, 0 },
  { "-0.0", SPARTA_EKIND, 0 }, { "99999999999999999999.5", SPARTA_EKIND, 0 },
  { "01", SPARTA_EJSON, 0 }, { "-", SPARTA_EJSON, 0 },
  { "1.", SPARTA_EJSON, 0 }, { "1e", SPARTA_EJSON, 0 },
  { "1x", SPARTA_EJSON, 0 }, { "1\"\"", 0, 1 },
};

START_TEST (integers_are_exact)
{
  for (size_t i = 0; i < sizeof integers / sizeof *integers; i++)
    {
      struct unit_event event;
      int64_t integer = 42;
      unit_event_begin (&event, integers[i].text);
      sparta_value value = unit_get (&event, "");
      int error = sparta_value_integer (&value, &integer);
      ck_assert_msg (error == integers[i].error, "%s: %d", integers[i].text,
                     error);
      ck_assert_int_eq (integer, error == 0 ? integers[i].integer : 42);
      unit_event_end (&event);
    }
}
END_TEST

/* Whether the runtime calls strtod, not the test.  */
static bool reading;

/* The locale decides what is a decimal point; so it is never given one.  */
double
strtod (const char *text, char **end)
{
  double (*next) (const char *, char **)
    = (double (*) (const char *, char **)) dlsym (RTLD_NEXT, "strtod");
  if (reading && text[strspn (text, "0123456789e-")] != 0)
    ck_abort_msg ("strtod is given %s", text);
  return next (text, end);
}

static int
number_of (const char *text, double *number)
{
  struct unit_event event;
  unit_event_begin (&event, text);
  sparta_value value = { &event.event, event.data,
                         event.data + event.event.size };
  reading = true;
  int error = sparta_value_number (&value, number);
  reading = false;
  unit_event_end (&event);
  return error;
}

/* TEXT is the number that strtod makes of it, to the last bit.  */
static void
same (const char *text)
{
  double number = 42, wanted = strtod (text, NULL);
  int error = number_of (text, &number);
  if (error != (isinf (wanted) ? SPARTA_ERANGE : 0))
    ck_abort_msg ("%s: %d", text, error);
  if (isinf (wanted))
    wanted = 42;                /* what it was */
  if (memcmp (&number, &wanted, sizeof number) != 0)
    ck_abort_msg ("%s: %a, not %a", text, number, wanted);
}

/* Hard to round, or at an edge.  */
static const char *const numbers[] = {
  "0", "-0", "0.0", "-0.0e5", "0e99999999999999999999", "0e-9999999999999999",
  "1", "-1", "0.1", "0.3", "123.456", "1e22", "1e23", "-1e-22", "1e-23",
  "9007199254740991", "9007199254740992", "9007199254740993",
  "9007199254740993.0000000000000000000000000000000000000001",
  "9007199254740995", "123456789012345678901234567890",
  "0.000000000000000000000000000000000000000000000000001", "8.5e15",
  "1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308",
  "-1.8e308", "1e309", "1e99999", "1e999999999999999999999999999999",
  "4.9406564584124654e-324", "2.4703282292062327e-324",
  "2.4703282292062328e-324", "1e-400", "-1e-999999999999999999999999",
  "2.2250738585072011e-308", "2.2250738585072014e-308",
  "6.631236846766476e-316", "3.518437208883201171875e13",
  "62.5364939768271845828", "8.10109172351e-10", "1.50000000000000011102230",
  "1.000000000000000111022302462515654042363166809082031250",
  "1.000000000000000111022302462515654042363166809082031249",
  "1.000000000000000111022302462515654042363166809082031251",
  "7.2057594037927933e16", "1448997445238699", "0.5e-5", "100000e-5",
};

START_TEST (numbers_are_the_nearest)
{
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
    same (numbers[i]);
}
END_TEST

/* Digits that decide stand far behind; zeros around them do not count.  */
START_TEST (numbers_of_many_digits)
{
  size_t n = 5000;
  char *text = malloc (2 * n + 100);
  ck_assert_ptr_nonnull (text);
  for (int last = 0; last < 2; last++)
    {
      sprintf (text, "1.00000000000000011102230246251565404236316680908203125"
               "%0*d", (int) n, last);
      same (text);
      sprintf (text, "0.%0*d5e%d", (int) n, last, (int) n);
      same (text);
      sprintf (text, "%d%0*de-%d", 1 + last, (int) n, 7, (int) n);
      same (text);
      sprintf (text, "%d%0*d.5e-%d", 1 + last, (int) n, 0, (int) n + 300);
      same (text);
    }
  free (text);
}
END_TEST

START_TEST (numbers_at_random)
{
  uint64_t seed = 1;
  for (int i = 0; i < 50000; i++)
    {
      char text[100];
      double number;
      seed = seed * 6364136223846793005 + 1442695040888963407;
      memcpy (&number, &seed, sizeof number);
      if (!isfinite (number))
        continue;
      sprintf (text, i % 2 ? "%.17g" : "%.12e", number);
      char *plus = strchr (text, '+');
      if (i % 3 == 0 && plus != NULL)
        memmove (plus, plus + 1, strlen (plus));
      same (text);
      sprintf (text, "%" PRIu64 ".%" PRIu64 "e-%d", seed >> (i % 64),
               seed >> 40, i % 40);
      same (text);
    }
}
END_TEST

START_TEST (booleans)
{
  struct unit_event event;
  bool boolean;
  unit_event_begin (&event, "[true,false]");
  sparta_value value = unit_get (&event, "/0");
  ck_assert_int_eq (sparta_value_boolean (&value, &boolean), 0);
  ck_assert (boolean);
  value = unit_get (&event, "/1");
  ck_assert_int_eq (sparta_value_boolean (&value, &boolean), 0);
  ck_assert (!boolean);
  unit_event_end (&event);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    integers_are_exact, numbers_are_the_nearest, numbers_of_many_digits,
    numbers_at_random, booleans, NULL,
  };
  return unit_suite_of ("value-number", tests);
}
