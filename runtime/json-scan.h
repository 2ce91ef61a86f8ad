/* json-scan.h: the way through a JSON text that nothing is read of.

   What is only skipped is not checked: strings end at their quote, brackets
   pair with brackets of either shape, everything else is as it is.  Each
   function reads from P up to END and never beyond, whatever stands there.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_JSON_SCAN_H
#define SPARTAP_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "json-special.h"

/* P is inside a string: its closing quote; NULL: it has none.  */
const char *spartap_scan_string (const char *p, const char *end);

/* P is behind the opening bracket of an array or object: what is behind the
   closing one; NULL: it has none.  */
const char *spartap_scan_container (const char *p, const char *end);

/* The same two by looking at each byte: what other processors have, and what
   the tests hold the ones above against.  */
const char *spartap_scan_string_plainly (const char *p, const char *end);
const char *spartap_scan_container_plainly (const char *p, const char *end);

/* What ends a number, true, false or null: a blank, a bracket, a quote, a
   comma, a colon.  */
extern const bool spartap_scan_delimiters[256]
  __attribute__ ((visibility ("hidden")));

static inline bool
spartap_scan_delimiter_p (char c)
{
  return spartap_scan_delimiters[(unsigned char) c];
}

/* The first byte that is not blank, or END.  Most often it is the first, or
   the second.  */
static inline const char *
spartap_scan_blank (const char *p, const char *end)
{
  const uint64_t blanks = (uint64_t) 1 << ' ' | 1 << '\t' | 1 << '\n'
                          | 1 << '\r';
  if (p < end && *p == ' ')
    p++;
  while (p < end && (unsigned char) *p <= ' ' && (blanks >> *p & 1) != 0)
    p++;
  return p;
}

/* As spartap_scan_string; where *PLAIN becomes true, there is no escape.  Most
   names and values are short.  */
static inline const char *
spartap_scan_short (const char *p, const char *end, bool *plain)
{
  *plain = false;
  if (end - p < SPARTAP_STEP)
    return spartap_scan_string (p, end);
  int n = spartap_special_quote (p);
  if (n == SPARTAP_STEP)
    return spartap_scan_string (p + SPARTAP_STEP, end);
  if (p[n] != '"')
    return spartap_scan_string (p + n, end);
  *plain = true;
  return p + n;
}

/* The first byte that does not stand for itself in a string of ASCII: a quote,
   a backslash, a control character, a byte of a longer character; or END.  */
static inline const char *
spartap_scan_plain (const char *p, const char *end)
{
  for (; end - p >= SPARTAP_STEP; p += SPARTAP_STEP)
    {
      int n = spartap_special (p);
      if (n < SPARTAP_STEP)
        return p + n;
    }
  while (p < end && !spartap_special_p (*p))
    p++;
  return p;
}

/* P is the first byte of a value: what is behind it; NULL: it breaks off, or
   there is none.  */
static inline const char *
spartap_scan_value (const char *p, const char *end)
{
  const char *start = p;
  bool plain;
  if (p == end)
    return NULL;
  if (*p == '"')
    {
      p = spartap_scan_short (p + 1, end, &plain);
      return p == NULL ? NULL : p + 1;
    }
  if (*p == '{' || *p == '[')
    return spartap_scan_container (p + 1, end);
  if (end - p >= SPARTAP_STEP)
    p += spartap_special_delimiter (p);
  while (p < end && !spartap_scan_delimiter_p (*p))
    p++;
  return p == start ? NULL : p;
}

#endif /* SPARTAP_JSON_SCAN_H */
