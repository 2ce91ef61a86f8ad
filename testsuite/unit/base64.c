/* base64.c: base64, against RFC 4648's vectors and against itself.
   SPDX-License-Identifier: MIT  */

#include "base64.h"

#include <stdlib.h>
#include <string.h>

#include "unit.h"

static const struct
{
  const char *plain, *encoded;
} vectors[] = {                 /* RFC 4648, section 10 */
  { "", "" }, { "f", "Zg==" }, { "fo", "Zm8=" }, { "foo", "Zm9v" },
  { "foob", "Zm9vYg==" }, { "fooba", "Zm9vYmE=" }, { "foobar", "Zm9vYmFy" },
};
#define VECTORS (sizeof vectors / sizeof vectors[0])

/* Asserts that TEXT decodes to the SIZE bytes of WANTED; in place, too.  */
static void
assert_decodes (const char *text, const char *wanted, size_t size)
{
  size_t n = strlen (text);
  /* What is allocated ends where the text does: a sanitizer watches.  */
  char *in = malloc (n + 1), *out = malloc (spartap_base64_decoded_max (n));
  memcpy (in, text, n);
  in = realloc (in, n + (n == 0));
  ck_assert_int_eq (spartap_base64_decode (out, in, n), size);
  ck_assert_mem_eq (out, wanted, size);
  ck_assert_int_eq (spartap_base64_decode (in, in, n), size);
  ck_assert_mem_eq (in, wanted, size);
  free (in);
  free (out);
}

START_TEST (encodes_the_vectors)
{
  for (size_t i = 0; i < VECTORS; i++)
    {
      struct spartap_buffer buffer = { 0 };
      const char *plain = vectors[i].plain;
      ck_assert_int_eq (
        spartap_base64_append (&buffer, plain, strlen (plain)), 0);
      ck_assert_str_eq (buffer.data, vectors[i].encoded);
      ck_assert_uint_eq (buffer.size, strlen (vectors[i].encoded));
      spartap_buffer_free (&buffer);
    }
}
END_TEST

START_TEST (decodes_the_vectors)
{
  for (size_t i = 0; i < VECTORS; i++)
    assert_decodes (vectors[i].encoded, vectors[i].plain,
                    strlen (vectors[i].plain));
}
END_TEST

START_TEST (decodes_without_padding)
{
  assert_decodes ("Zg", "f", 1);
  assert_decodes ("Zm8", "fo", 2);
  assert_decodes ("Zm9vYg", "foob", 4);
}
END_TEST

START_TEST (decodes_either_alphabet)
{
  assert_decodes ("+/+/", "\373\377\277", 3);
  assert_decodes ("-_-_", "\373\377\277", 3);
}
END_TEST

START_TEST (refuses_what_is_none)
{
  const char *const texts[] = {
    "Z", "Zm9vY", "=", "==", "====", "Z===", "Zg=", "Zm8==", "Zm9v=",
    "Zm9v==", "Zg==Zg==", "Z=g=", "Zm 9", "Zm9v\n", " Zm9v", "Zm9v!g==",
    "Zm9\200", "\377\377\377\377", "Zm.v", "{\"a\"", "Z\303\251=",
  };
  char out[16];
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    ck_assert_msg (
      spartap_base64_decode (out, texts[i], strlen (texts[i])) == -1,
      "\"%s\" is taken for base64", texts[i]);
  ck_assert_int_eq (spartap_base64_decode (out, "Zm\0v", 4), -1);
}
END_TEST

START_TEST (every_pair_of_bytes_goes_round)
{
  struct spartap_buffer buffer = { 0 };
  for (int i = 0; i < 65536; i++)
    {
      unsigned char bytes[4] = { i, i >> 8, i * 7, i >> 3 };
      char back[8];
      for (size_t size = 1; size <= 4; size++)
        {
          spartap_buffer_clear (&buffer);
          spartap_base64_append (&buffer, bytes, size);
          ssize_t n = spartap_base64_decode (back, buffer.data, buffer.size);
          if (n != (ssize_t) size || memcmp (back, bytes, size) != 0)
            ck_abort_msg ("%d does not come back", i);
        }
    }
  spartap_buffer_free (&buffer);
}
END_TEST

START_TEST (appends_behind_what_is_there)
{
  struct spartap_buffer buffer = { 0 };
  spartap_buffer_append_text (&buffer, "x:");
  ck_assert_int_eq (spartap_base64_append (&buffer, "foob", 4), 0);
  ck_assert_str_eq (buffer.data, "x:Zm9vYg==");
  ck_assert_int_lt (spartap_base64_append (&buffer, "", SIZE_MAX), 0);
  ck_assert_str_eq (buffer.data, "x:Zm9vYg==");
  spartap_buffer_free (&buffer);
}
END_TEST

Suite *
unit_suite (void)
{
  const TTest *const tests[] = {
    encodes_the_vectors, decodes_the_vectors, decodes_without_padding,
    decodes_either_alphabet, refuses_what_is_none,
    every_pair_of_bytes_goes_round, appends_behind_what_is_there, NULL,
  };
  return unit_suite_of ("base64", tests);
}
