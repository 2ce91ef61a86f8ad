/* plugin-manifest.c: the model as JSON text, and the ELF note around it.
   SPDX-License-Identifier: MIT  */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "manifest.h"
#include "sparta-abi.h"
#include "unit.h"

/* The manifest of MODEL begins with the version and the ABI and goes on with
   WANTED.  */
static void
written (struct model *model, const char *wanted)
{
  char *text = manifest_text (model);
  ck_assert_ptr_nonnull (text);
  const char *rest = strstr (text, "\"abi\":1,");
  ck_assert_int_eq (strncmp (text, "{\"sparta\":\"", 11), 0);
  ck_assert_ptr_nonnull (rest);
  ck_assert_str_eq (rest + 8, wanted);
  free (text);
  model_free (model);
}

START_TEST (constant)
{
  struct model model = {
    .entry = "sparta_library_main", .unit = "app.c",
    .compiler = "gcc 12.2.0", .target = "x86_64-linux-gnu", .has_main = true,
    .service = { .constant = true, .name = "S", .description = "d" },
  };
  struct model_function *one = model_add_function (&model.service);
  one->name = "One";
  one->handler = "one";
  one->file = "app.c";
  one->line = 7;
  struct model_function *two = model_add_function (&model.service);
  two->name = "Two";
  two->handler = "two";
  two->description = "the second";
  two->memory_mb = 256;
  two->timeout_s = 900;
  two->http = two->metrics = true;
  written (&model,
           "\"dynamic\":false,\"service\":{\"name\":\"S\","
           "\"description\":\"d\"},\"functions\":[{\"name\":\"One\","
           "\"handler\":\"one\",\"file\":\"app.c\",\"line\":7,"
           "\"description\":\"\",\"memory_mb\":128,\"timeout_s\":3,"
           "\"http\":false,\"metrics\":false},{\"name\":\"Two\","
           "\"handler\":\"two\",\"description\":\"the second\","
           "\"memory_mb\":256,\"timeout_s\":900,\"http\":true,"
           "\"metrics\":true}],\"unit\":\"app.c\",\"compiler\":"
           "\"gcc 12.2.0\",\"target\":\"x86_64-linux-gnu\",\"entry\":"
           "\"sparta_library_main\"}");
}
END_TEST

START_TEST (dynamic)
{
  struct model model = {
    .entry = "sparta_main", .unit = "a.c", .compiler = "gcc 11.3.0",
    .target = "t", .has_main = true,
  };
  written (&model,
           "\"dynamic\":true,\"service\":{\"name\":\"\","
           "\"description\":\"\"},\"functions\":[],\"unit\":\"a.c\","
           "\"compiler\":\"gcc 11.3.0\",\"target\":\"t\",\"entry\":"
           "\"sparta_main\"}");
}
END_TEST

START_TEST (strings_are_escaped)
{
  struct model model = {
    .entry = "e", .unit = "a\"b\\c.c", .compiler = "\1\n",
    .target = "\xC3\xA4",
  };
  written (&model,
           "\"dynamic\":true,\"service\":{\"name\":\"\","
           "\"description\":\"\"},\"functions\":[],\"unit\":"
           "\"a\\\"b\\\\c.c\",\"compiler\":\"\\u0001\\u000a\",\"target\":"
           "\"\xC3\xA4\",\"entry\":\"e\"}");
}
END_TEST

static uint32_t
word (const char *at, bool big_endian)
{
  uint32_t value = 0;
  for (int i = 0; i < 4; i++)
    value |= (uint32_t) (unsigned char) at[i] << 8 * (big_endian ? 3 - i : i);
  return value;
}

/* For each length of the text, in both byte orders.  */
START_TEST (notes)
{
  char text[9] = "";
  memset (text, 'x', _i);
  for (int big = 0; big < 2; big++)
    {
      size_t size, text_at;
      char *note = manifest_note (text, big, &size, &text_at);
      ck_assert_ptr_nonnull (note);
      ck_assert_uint_eq (word (note, big), sizeof SPARTA_NOTE_NAME);
      ck_assert_uint_eq (word (note + 4, big), size - text_at);
      ck_assert_uint_eq (word (note + 8, big), SPARTA_NOTE_MANIFEST);
      ck_assert_str_eq (note + 12, SPARTA_NOTE_NAME);
      ck_assert_uint_eq (size % 4, 0);
      ck_assert_uint_eq (text_at % 4, 0);
      ck_assert_uint_gt (size - text_at, strlen (text));
      ck_assert_str_eq (note + text_at, text);
      ck_assert_int_eq (note[size - 1], 0);
      free (note);
    }
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    constant, dynamic, strings_are_escaped, NULL,
  };
  Suite *suite = unit_suite_of ("manifest", tests);
  TCase *lengths = tcase_create ("lengths");
  tcase_add_loop_test (lengths, notes, 0, 9);
  suite_add_tcase (suite, lengths);
  return suite;
}
