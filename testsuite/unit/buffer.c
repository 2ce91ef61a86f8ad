/* buffer.c: bytes that grow.
   SPDX-License-Identifier: MIT  */

#include "buffer.h"

#include <stdint.h>
#include <string.h>

#include "sparta.h"
#include "unit.h"

START_TEST (zeroed_is_empty)
{
  struct spartap_buffer buffer = { 0 };
  spartap_buffer_clear (&buffer);
  spartap_buffer_free (&buffer);
  ck_assert_ptr_null (buffer.data);
}
END_TEST

START_TEST (is_always_a_string)
{
  struct spartap_buffer buffer = { 0 };
  for (size_t i = 1; i < 2000; i++)
    {
      ck_assert_int_eq (spartap_buffer_append (&buffer, "x", 1), 0);
      ck_assert_uint_eq (strlen (buffer.data), i);
      ck_assert_uint_eq (buffer.size, i);
    }
  spartap_buffer_free (&buffer);
}
END_TEST

START_TEST (keeps_nul_bytes)
{
  struct spartap_buffer buffer = { 0 };
  ck_assert_int_eq (spartap_buffer_append (&buffer, "a\0b", 3), 0);
  ck_assert_mem_eq (buffer.data, "a\0b", 4);
  spartap_buffer_free (&buffer);
}
END_TEST

START_TEST (clear_keeps_memory)
{
  struct spartap_buffer buffer = { 0 };
  spartap_buffer_append_text (&buffer, "something");
  const char *data = buffer.data;
  spartap_buffer_clear (&buffer);
  ck_assert_ptr_eq (buffer.data, data);
  ck_assert_str_eq (buffer.data, "");
  spartap_buffer_free (&buffer);
}
END_TEST

START_TEST (printf_of_any_length)
{
  struct spartap_buffer buffer = { 0 };
  ck_assert_int_eq (spartap_buffer_printf (&buffer, "%d-", 7), 0);
  ck_assert_int_eq (spartap_buffer_printf (&buffer, "%5000d", 1), 0);
  ck_assert_uint_eq (buffer.size, 5002);
  ck_assert_int_eq (buffer.data[5001], '1');
  spartap_buffer_free (&buffer);
}
END_TEST

START_TEST (too_much_leaves_it_as_it_was)
{
  struct spartap_buffer buffer = { 0 };
  spartap_buffer_append_text (&buffer, "kept");
  size_t capacity = buffer.capacity;
  ck_assert_int_eq (spartap_buffer_reserve (&buffer, SIZE_MAX),
                    SPARTA_ENOMEM);
  ck_assert_int_eq (spartap_buffer_reserve (&buffer, SIZE_MAX / 2 - 5),
                    SPARTA_ENOMEM);
  ck_assert_str_eq (buffer.data, "kept");
  ck_assert_uint_eq (buffer.capacity, capacity);
  spartap_buffer_free (&buffer);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    zeroed_is_empty, is_always_a_string, keeps_nul_bytes, clear_keeps_memory,
    printf_of_any_length, too_much_leaves_it_as_it_was, NULL,
  };
  return unit_suite_of ("buffer", tests);
}
