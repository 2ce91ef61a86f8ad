/* line-table.c: the table of lines, read; line-table.h has its format.

   Every number is taken through a struct that knows how many bytes are left,
   and the sizes in the header must add up to the table's.  A loop ends because
   each round takes a byte, or because a context refers to an earlier one only.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "line-table.h"

#include <string.h>

/* The 32-bit number NUMBER of PART, which has it.  */
static uint32_t
number_at (const struct spartap_lines_part *part, size_t number)
{
  const unsigned char *p = part->data + 4 * number;
  return p[0] | p[1] << 8 | p[2] << 16 | (uint32_t) p[3] << 24;
}

/* Takes a varint off PART; false where it does not end there, or is longer
   than any.  */
static bool
take (struct spartap_lines_part *part, uint64_t *value)
{
  *value = 0;
  for (unsigned shift = 0; shift < 35 && part->size > 0; shift += 7)
    {
      unsigned char byte = *part->data++;
      part->size--;
      *value |= (uint64_t) (byte & 0x7f) << shift;
      if (byte < 0x80)
        return true;
    }
  return false;
}

/* Likewise a signed one, which is added to *VALUE.  */
static bool
take_change (struct spartap_lines_part *part, uint32_t *value)
{
  uint64_t change;
  if (!take (part, &change))
    return false;
  *value += (uint32_t) (change >> 1) ^ -(uint32_t) (change & 1);
  return true;
}

/* What a row says.  */
struct row
{
  uint64_t unit;
  uint32_t file, line, context;
};

/* Takes the rest of a row off ROWS, whose first byte was HEAD.  */
static bool
take_long_row (struct spartap_lines_part *rows, unsigned head, struct row *row)
{
  uint64_t more = 0, file;
  if ((head >> 2 == SPARTAP_LINES_MORE && !take (rows, &more))
      || !take_change (rows, &row->line))
    return false;
  row->unit += (head >> 2) + more;
  if ((head & 2) != 0)
    {
      if (!take (rows, &file))
        return false;
      row->file = (uint32_t) file;
    }
  return (head & 1) == 0 || take_change (rows, &row->context);
}

/* Makes of ROW the next one, which it takes off ROWS; these are not empty.  */
static bool
take_row (struct spartap_lines_part *rows, struct row *row)
{
  unsigned head = *rows->data++;
  rows->size--;
  if (head < SPARTAP_LINES_SHORT)
    return take_long_row (rows, head, row);
  row->unit += head % SPARTAP_LINES_SHORT_UNITS;
  row->line += (head - SPARTAP_LINES_SHORT) / SPARTAP_LINES_SHORT_UNITS;
  row->line += (uint32_t) SPARTAP_LINES_SHORT_LEAST;
  return true;
}

/* The block of LINES that holds UNIT: the last one that does not begin behind
   it, or the first.  */
static size_t
find_block (const struct spartap_lines *lines, uint64_t unit)
{
  size_t low = 0, high = lines->index.size / 8;
  while (high - low > 1)
    {
      size_t middle = low + (high - low) / 2;
      if (number_at (&lines->index, 2 * middle) <= unit)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* The part of PART between the offsets FROM and TO; an empty one where they
   are wrong.  */
static struct spartap_lines_part
slice (const struct spartap_lines_part *part, size_t from, size_t to)
{
  if (from > to || to > part->size)
    return (struct spartap_lines_part) { part->data, 0 };
  return (struct spartap_lines_part) { part->data + from, to - from };
}

/* Finds the row that holds UNIT.  */
static bool
find_row (const struct spartap_lines *lines, uint64_t unit, struct row *found)
{
  size_t n = lines->index.size / 8, block = find_block (lines, unit);
  size_t end = block + 1 < n ? number_at (&lines->index, 2 * block + 3)
                             : lines->rows.size;
  struct spartap_lines_part rows
    = slice (&lines->rows, number_at (&lines->index, 2 * block + 1), end);
  struct row row = { .unit = number_at (&lines->index, 2 * block) };
  bool any = false;
  while (rows.size > 0 && take_row (&rows, &row) && row.unit <= unit)
    {
      *found = row;
      any = true;
    }
  return any;
}

/* The string at OFFSET; NULL where there is none, or an empty one.  */
static const char *
string_at (const struct spartap_lines *lines, uint64_t offset)
{
  if (offset >= lines->strings.size || lines->strings.data[offset] == 0)
    return NULL;
  return (const char *) lines->strings.data + offset;
}

/* What a context says.  */
struct context
{
  uint64_t back, name, file, line;
};

/* Reads the context NUMBER.  */
static bool
read_context (const struct spartap_lines *lines, uint32_t number,
              struct context *context)
{
  if (number == 0 || number > lines->n_contexts)
    return false;
  size_t start = number_at (&lines->context_index,
                            (number - 1) / SPARTAP_LINES_CONTEXTS);
  struct spartap_lines_part part
    = slice (&lines->contexts, start, lines->contexts.size);
  for (uint32_t i = 0; i <= (number - 1) % SPARTAP_LINES_CONTEXTS; i++)
    {
      *context = (struct context) { 0 };
      if (!take (&part, &context->back) || !take (&part, &context->name))
        return false;
      if (context->back > 0
          && (!take (&part, &context->file) || !take (&part, &context->line)))
        return false;
    }
  return true;
}

/* Fills FRAME; whether it tells anything.  */
static bool
name_frame (const struct spartap_lines *lines,
            struct spartap_frame_name *frame, uint32_t context, uint64_t file,
            uint64_t line)
{
  struct context read;
  *frame = (struct spartap_frame_name) { .context = context };
  if (read_context (lines, context, &read))
    frame->function = string_at (lines, read.name);
  if (file > 0 && file <= lines->files.size / 4)
    frame->file = string_at (lines, number_at (&lines->files, file - 1));
  if (frame->file != NULL)
    frame->line = (unsigned) line;
  return frame->function != NULL || frame->file != NULL;
}

bool
spartap_lines_find (const struct spartap_lines *lines, uint64_t address,
                    struct spartap_frame_name *frame)
{
  struct row row;
  memset (frame, 0, sizeof *frame);
  if (address < lines->base)
    return false;
  uint64_t unit = (address - lines->base) >> lines->shift;
  return unit < lines->end && find_row (lines, unit, &row)
         && name_frame (lines, frame, row.context, row.file, row.line);
}

bool
spartap_lines_outer (const struct spartap_lines *lines,
                     struct spartap_frame_name *frame)
{
  struct context inner;
  if (!read_context (lines, frame->context, &inner) || inner.back == 0
      || inner.back >= frame->context)
    return false;
  return name_frame (lines, frame, frame->context - (uint32_t) inner.back,
                     inner.file, inner.line);
}

/* Takes N elements of SIZE bytes off *REST as *PART.  */
static bool
take_part (struct spartap_lines_part *rest, struct spartap_lines_part *part,
           uint64_t n, size_t size)
{
  if (n > rest->size / size)
    return false;
  *part = (struct spartap_lines_part) { rest->data, n * size };
  rest->data += n * size;
  rest->size -= n * size;
  return true;
}

/* Finds LINES' parts behind the HEADER; whether they fill REST.  */
static bool
take_parts (struct spartap_lines *lines,
            const struct spartap_lines_part *header,
            struct spartap_lines_part rest)
{
  uint64_t n_contexts = number_at (header, SPARTAP_LINES_AT_CONTEXTS);
  const struct
  {
    struct spartap_lines_part *part;
    uint64_t n;
    size_t size;
  } parts[] = {
    { &lines->index, number_at (header, SPARTAP_LINES_AT_BLOCKS), 8 },
    { &lines->context_index,
      (n_contexts + SPARTAP_LINES_CONTEXTS - 1) / SPARTAP_LINES_CONTEXTS, 4 },
    { &lines->files, number_at (header, SPARTAP_LINES_AT_FILES), 4 },
    { &lines->rows, number_at (header, SPARTAP_LINES_AT_ROWS_SIZE), 1 },
    { &lines->contexts, number_at (header, SPARTAP_LINES_AT_CONTEXTS_SIZE),
      1 },
    { &lines->strings, number_at (header, SPARTAP_LINES_AT_STRINGS_SIZE), 1 },
  };
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    if (!take_part (&rest, parts[i].part, parts[i].n, parts[i].size))
      return false;
  return rest.size == 0;
}

bool
spartap_lines_open_memory (struct spartap_lines *lines, const void *table,
                           size_t size)
{
  struct spartap_lines_part rest = { table, size }, header;
  memset (lines, 0, sizeof *lines);
  if (!take_part (&rest, &header, 1, SPARTAP_LINES_HEADER)
      || number_at (&header, SPARTAP_LINES_AT_MAGIC) != SPARTAP_LINES_MAGIC
      || number_at (&header, SPARTAP_LINES_AT_VERSION)
           != SPARTAP_LINES_VERSION)
    return false;
  lines->base = number_at (&header, SPARTAP_LINES_AT_BASE)
                | (uint64_t) number_at (&header, SPARTAP_LINES_AT_BASE + 1)
                    << 32;
  lines->shift = number_at (&header, SPARTAP_LINES_AT_SHIFT);
  lines->end = number_at (&header, SPARTAP_LINES_AT_END);
  lines->n_contexts = number_at (&header, SPARTAP_LINES_AT_CONTEXTS);
  return take_parts (lines, &header, rest) && lines->shift < 32
         && lines->index.size > 0 && lines->strings.size > 0
         && lines->strings.data[lines->strings.size - 1] == 0;
}
