/* unwind-find.c: the description of a frame.  .eh_frame_hdr is a sorted table
   of functions, each with its FDE in .eh_frame, which names its CIE.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "unwind-internal.h"

/* The one encoding of the table that linkers write: DW_EH_PE_datarel and
   DW_EH_PE_sdata4, pairs of 32 bits.  */
#define TABLE_ENCODING 0x3b
#define PAIR 8
#define ENCODING_OMITTED 0xff

/* What a CIE says to its FDEs.  */
struct kind
{
  unsigned encoding;            /* of their pointers */
  bool sized;                   /* there is a size of what we skip */
};

/* The address in the table's row I, and that of its FDE.  */
static bool
read_row (const struct spartap_module *module, uintptr_t table, uint32_t i,
          uintptr_t *start, uintptr_t *fde)
{
  int32_t row[2];
  if (spartap_peek (table + (uintptr_t) i * PAIR, row, sizeof row)
      != sizeof row)
    return false;
  *start = module->frames + (intptr_t) row[0];
  *fde = module->frames + (intptr_t) row[1];
  return true;
}

/* The FDE of the last function that begins at PC or before; 0: none.  */
static uintptr_t
search (const struct spartap_module *module, uintptr_t pc)
{
  struct spartap_cursor cursor
    = spartap_cursor (module->frames, module->frames + module->frames_size);
  unsigned version = spartap_cursor_fixed (&cursor, 1);
  unsigned pointer = spartap_cursor_fixed (&cursor, 1);
  unsigned count = spartap_cursor_fixed (&cursor, 1);
  unsigned table = spartap_cursor_fixed (&cursor, 1);
  if (version != 1 || table != TABLE_ENCODING || count == ENCODING_OMITTED)
    return 0;
  if (pointer != ENCODING_OMITTED)
    spartap_cursor_pointer (&cursor, pointer, module->frames);
  uint64_t n = spartap_cursor_pointer (&cursor, count, module->frames);
  if (cursor.bad || n > (cursor.end - cursor.at) / PAIR)
    return 0;
  uint32_t low = 0, high = n;
  uintptr_t start, fde, found = 0;
  while (low < high)
    {
      uint32_t middle = low + (high - low) / 2;
      if (!read_row (module, cursor.at, middle, &start, &fde))
        return 0;
      if (start > pc)
        high = middle;
      else
        {
          found = fde;
          low = middle + 1;
        }
    }
  return found;
}

/* A cursor over the entry at AT, behind its size.  */
static struct spartap_cursor
open_entry (uintptr_t at)
{
  struct spartap_cursor cursor = spartap_cursor (at, at + 12);
  uint64_t size = spartap_cursor_fixed (&cursor, 4);
  if (size == 0xffffffff)
    size = spartap_cursor_fixed (&cursor, 8);
  /* An entry is never this large: a byte that was not one of a size.  */
  cursor.bad = cursor.bad || size == 0 || size > 1u << 28;
  cursor.end = cursor.at + size;
  return cursor;
}

/* What the letters of AUGMENTATION announce.  */
static bool
read_augmentation (struct spartap_cursor *cursor, const char *letters,
                   struct kind *kind, struct spartap_description *out)
{
  uint64_t size = spartap_cursor_uleb (cursor);
  uintptr_t end = cursor->at + size;
  kind->sized = true;
  for (; *letters != 0; letters++)
    switch (*letters)
      {
      case 'R':
        kind->encoding = spartap_cursor_fixed (cursor, 1);
        break;
      case 'P':
        spartap_cursor_pointer (cursor, spartap_cursor_fixed (cursor, 1), 0);
        break;
      case 'L': spartap_cursor_fixed (cursor, 1); break;
      case 'S': out->signal = true; break;
      case 'B': break;          /* which key signs return addresses */
      default: break;           /* the size tells where it ends */
      }
  cursor->at = end;
  return !cursor->bad;
}

static bool
read_cie (uintptr_t at, struct kind *kind, struct spartap_description *out)
{
  struct spartap_cursor cursor = open_entry (at);
  char letters[8];
  size_t n = 0;
  uint64_t id = spartap_cursor_fixed (&cursor, 4);
  unsigned version = spartap_cursor_fixed (&cursor, 1);
  char letter;
  while ((letter = spartap_cursor_fixed (&cursor, 1)) != 0)
    if (n < sizeof letters - 1)
      letters[n++] = letter;
  letters[n] = 0;
  if (cursor.bad || id != 0 || (version != 1 && version != 3 && version != 4))
    return false;
  if (version == 4)
    spartap_cursor_fixed (&cursor, 2);  /* sizes of an address, a segment */
  out->code_align = spartap_cursor_uleb (&cursor);
  out->data_align = spartap_cursor_sleb (&cursor);
  out->ra = version == 1 ? spartap_cursor_fixed (&cursor, 1)
                         : spartap_cursor_uleb (&cursor);
  if (letters[0] == 'z'
      ? !read_augmentation (&cursor, letters + 1, kind, out)
      : letters[0] != 0)
    return false;
  out->common = cursor.at;
  out->common_end = cursor.end;
  return !cursor.bad && cursor.at <= cursor.end;
}

bool
spartap_describe (const struct spartap_module *module, uintptr_t pc,
                  struct spartap_description *out)
{
  uintptr_t fde = module->frames == 0 ? 0 : search (module, pc);
  if (fde == 0)
    return false;
  struct spartap_cursor cursor = open_entry (fde);
  uintptr_t place = cursor.at;
  struct kind kind = { 0, false };
  out->signal = false;
  uint32_t back = spartap_cursor_fixed (&cursor, 4);
  if (cursor.bad || back == 0 || !read_cie (place - back, &kind, out))
    return false;
  out->start = spartap_cursor_pointer (&cursor, kind.encoding, module->frames);
  uintptr_t size
    = spartap_cursor_pointer (&cursor, kind.encoding & 0x0F, 0);
  if (kind.sized)
    {
      uint64_t skipped = spartap_cursor_uleb (&cursor);
      cursor.at += skipped;
    }
  out->own = cursor.at;
  out->own_end = cursor.end;
  return !cursor.bad && pc >= out->start && pc - out->start < size;
}
