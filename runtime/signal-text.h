/* signal-text.h: a text in memory of bounded size, made without stdio and
   without malloc, fit for a signal handler.  What does not fit is left out.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_SIGNAL_TEXT_H
#define SPARTAP_SIGNAL_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "cold.h"

struct spartap_text
{
  char *data;                   /* no NUL behind it */
  size_t size, room;
  bool full;                    /* something was left out */
};

/* Appends STRING, and SIZE bytes of DATA.  */
void spartap_text_add (struct spartap_text *, const char *string) SPARTAP_COLD;
void spartap_text_add_bytes (struct spartap_text *, const char *data,
                             size_t size) SPARTAP_COLD;

/* Appends NUMBER in decimal, with zeros in front to make it DIGITS; and in
   hexadecimal, behind 0x.  */
void spartap_text_decimal (struct spartap_text *, uint64_t number,
                           unsigned digits) SPARTAP_COLD;
void spartap_text_hex (struct spartap_text *, uint64_t number) SPARTAP_COLD;

/* Appends SIZE bytes of DATA as the inside of a JSON string.  */
void spartap_text_json (struct spartap_text *, const char *data, size_t size)
  SPARTAP_COLD;

/* Appends WHEN, UTC, as 2026-11-23T05:47:00.123Z.  */
void spartap_text_time (struct spartap_text *, const struct timespec *when)
  SPARTAP_COLD;

#endif /* SPARTAP_SIGNAL_TEXT_H */
