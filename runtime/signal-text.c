/* signal-text.c: see signal-text.h.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "signal-text.h"

#include <string.h>

#include "json-text.h"

void
spartap_text_add_bytes (struct spartap_text *text, const char *data,
                        size_t size)
{
  size_t left = text->room - text->size;
  if (size > left)
    {
      text->full = true;
      size = left;
    }
  memcpy (text->data + text->size, data, size);
  text->size += size;
}

void
spartap_text_add (struct spartap_text *text, const char *string)
{
  spartap_text_add_bytes (text, string, strlen (string));
}

void
spartap_text_decimal (struct spartap_text *text, uint64_t number,
                      unsigned digits)
{
  char figures[24], *end = figures + sizeof figures, *at = end;
  do
    *--at = '0' + number % 10;
  while ((number /= 10) > 0);
  while (at > figures && (size_t) (end - at) < digits)
    *--at = '0';
  spartap_text_add_bytes (text, at, end - at);
}

void
spartap_text_hex (struct spartap_text *text, uint64_t number)
{
  char figures[2 * sizeof number], *end = figures + sizeof figures, *at = end;
  do
    *--at = "0123456789abcdef"[number & 15];
  while ((number >>= 4) != 0);
  spartap_text_add (text, "0x");
  spartap_text_add_bytes (text, at, end - at);
}

/* The runtime's own writer does it: a buffer that has room never allocates. */
void
spartap_text_json (struct spartap_text *text, const char *data, size_t size)
{
  enum { PART = 32, LONGEST = 6 };      /* bytes; of an escape */
  char room[PART * LONGEST + 3];
  while (size > 0)
    {
      struct spartap_buffer buffer = { .data = room, .capacity = sizeof room };
      size_t n = size < PART ? size : PART;
      /* A character of several bytes is not torn.  */
      while (n > PART - 4 && n < size && ((unsigned char) data[n] >> 6) == 2)
        n--;
      if (spartap_json_append (&buffer, data, n) != 0)
        return;
      spartap_text_add_bytes (text, buffer.data + 1, buffer.size - 2);
      data += n;
      size -= n;
    }
}

/* Days to civil: Howard Hinnant, "chrono-Compatible Low-Level Date
   Algorithms"; gmtime_r takes a lock.  */
void
spartap_text_time (struct spartap_text *text, const struct timespec *when)
{
  uint64_t days = when->tv_sec / 86400 + 719468;
  uint64_t seconds = when->tv_sec % 86400;
  uint64_t era = days / 146097, of_era = days % 146097;
  uint64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096)
                  / 365;
  uint64_t of_year = of_era - (365 * year + year / 4 - year / 100);
  uint64_t month = (5 * of_year + 2) / 153;
  uint64_t day = of_year - (153 * month + 2) / 5 + 1;
  month = month < 10 ? month + 3 : month - 9;
  const struct { uint64_t number; unsigned digits; const char *after; } parts[]
    = { { year + era * 400 + (month <= 2), 4, "-" }, { month, 2, "-" },
        { day, 2, "T" }, { seconds / 3600, 2, ":" },
        { seconds / 60 % 60, 2, ":" }, { seconds % 60, 2, "." },
        { when->tv_nsec / 1000000, 3, "Z" } };
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    {
      spartap_text_decimal (text, parts[i].number, parts[i].digits);
      spartap_text_add (text, parts[i].after);
    }
}
