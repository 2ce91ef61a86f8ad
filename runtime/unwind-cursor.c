/* unwind-cursor.c: reads tables byte by byte, through the kernel.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "unwind-internal.h"

/* DW_EH_PE_..: the low half says how, the high half relative to what.  */
enum
{
  ABSOLUTE = 0x00,
  ULEB128 = 0x01,
  UNSIGNED_2 = 0x02,
  UNSIGNED_4 = 0x03,
  UNSIGNED_8 = 0x04,
  SLEB128 = 0x09,
  SIGNED_2 = 0x0a,
  SIGNED_4 = 0x0b,
  SIGNED_8 = 0x0c,
  TO_PLACE = 0x10,
  TO_DATA = 0x30,
  INDIRECT = 0x80
};

struct spartap_cursor
spartap_cursor (uintptr_t at, uintptr_t end)
{
  struct spartap_cursor cursor;
  cursor.at = at;
  cursor.end = end;
  cursor.bad = false;
  cursor.cached = 0;
  cursor.n_cached = 0;
  return cursor;
}

bool
spartap_cursor_more_p (const struct spartap_cursor *cursor)
{
  return !cursor->bad && cursor->at < cursor->end;
}

static uint8_t
take (struct spartap_cursor *cursor)
{
  if (!spartap_cursor_more_p (cursor))
    {
      cursor->bad = true;
      return 0;
    }
  if (cursor->at - cursor->cached >= cursor->n_cached)
    {
      size_t left = cursor->end - cursor->at, room = sizeof cursor->cache;
      cursor->cached = cursor->at;
      cursor->n_cached
        = spartap_peek (cursor->at, cursor->cache, left < room ? left : room);
      if (cursor->n_cached == 0)
        {
          cursor->bad = true;
          return 0;
        }
    }
  return cursor->cache[cursor->at++ - cursor->cached];
}

uint64_t
spartap_cursor_fixed (struct spartap_cursor *cursor, unsigned size)
{
  uint64_t number = 0;
  for (unsigned i = 0; i < size; i++)
    number |= (uint64_t) take (cursor) << 8 * i;
  return number;
}

uint64_t
spartap_cursor_uleb (struct spartap_cursor *cursor)
{
  uint64_t number = 0;
  unsigned shift = 0, byte;
  do
    {
      byte = take (cursor);
      if (shift < 64)
        number |= (uint64_t) (byte & 0x7F) << shift;
      shift += 7;
    }
  while (byte & 0x80);
  return number;
}

int64_t
spartap_cursor_sleb (struct spartap_cursor *cursor)
{
  uint64_t number = 0;
  unsigned shift = 0, byte;
  do
    {
      byte = take (cursor);
      if (shift < 64)
        number |= (uint64_t) (byte & 0x7F) << shift;
      shift += 7;
    }
  while (byte & 0x80);
  if ((byte & 0x40) && shift < 64)
    number |= ~(uint64_t) 0 << shift;
  return number;
}

static uint64_t
take_encoded (struct spartap_cursor *cursor, unsigned form)
{
  switch (form)
    {
    case ABSOLUTE:
    case UNSIGNED_8:
    case SIGNED_8: return spartap_cursor_fixed (cursor, 8);
    case UNSIGNED_2: return spartap_cursor_fixed (cursor, 2);
    case UNSIGNED_4: return spartap_cursor_fixed (cursor, 4);
    case SIGNED_2: return (int16_t) spartap_cursor_fixed (cursor, 2);
    case SIGNED_4: return (int32_t) spartap_cursor_fixed (cursor, 4);
    case ULEB128: return spartap_cursor_uleb (cursor);
    case SLEB128: return spartap_cursor_sleb (cursor);
    default:
      cursor->bad = true;
      return 0;
    }
}

uintptr_t
spartap_cursor_pointer (struct spartap_cursor *cursor, unsigned encoding,
                        uintptr_t base)
{
  uintptr_t place = cursor->at;
  uintptr_t pointer = take_encoded (cursor, encoding & 0x0F);
  switch (encoding & 0xF0 & ~INDIRECT)
    {
    case ABSOLUTE: return pointer;
    case TO_PLACE: return place + pointer;
    case TO_DATA: return base + pointer;
    default:
      cursor->bad = true;
      return 0;
    }
}
