/* lines.c: see lines.h; runtime/line-table.h has the format.

   Only what an address leads to is written.  Contexts and files are numbered
   as they come up, so that neighbours have near numbers; the strings that are
   named most often come first, so that their offsets are short.  The same
   facts give the same bytes.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "line-facts.h"
#include "line-table.h"
#include "lines.h"

/* Rows of a block; a search reads half as many on average.  */
#define BLOCK_ROWS 128

struct bytes
{
  unsigned char *data;
  size_t size;
};

/* A string of the facts while it is placed.  */
struct placed
{
  const char *text;
  size_t string, uses;
};

struct table
{
  struct line_facts facts;
  struct line_piece *pieces;
  size_t n_pieces;
  size_t *context_numbers;      /* by context; 0: not written */
  size_t *contexts, n_contexts; /* those written, in their order */
  size_t *file_numbers;         /* by string; 0: not written */
  size_t *files, n_files;
  size_t *offsets;              /* by string */
  unsigned shift;
  struct bytes index, context_index, rows, context_rows, strings;
};

static void
add_byte (struct bytes *bytes, unsigned value)
{
  bytes->data = cli_grow (bytes->data, bytes->size, 1);
  bytes->data[bytes->size++] = value & 0xff;
}

static void
add_number (struct bytes *bytes, uint64_t value)
{
  for (unsigned i = 0; i < 4; i++)
    add_byte (bytes, value >> 8 * i);
}

static void
add_varint (struct bytes *bytes, uint64_t value)
{
  for (; value >= 0x80; value >>= 7)
    add_byte (bytes, value | 0x80);
  add_byte (bytes, value);
}

/* Adds the signed varint TO - FROM, of which the reader takes 32 bits.  */
static void
add_change (struct bytes *bytes, uint32_t from, uint32_t to)
{
  int64_t change = (int64_t) to - from;
  add_varint (bytes, change < 0 ? ((uint64_t) ~change << 1 | 1)
                                : (uint64_t) change << 1);
}

/* Numbers FILE, a string.  */
static void
number_file (struct table *table, size_t file)
{
  if (file == 0 || table->file_numbers[file] != 0)
    return;
  table->files = cli_grow (table->files, table->n_files,
                           sizeof *table->files);
  table->files[table->n_files++] = file;
  table->file_numbers[file] = table->n_files;
}

/* Numbers CONTEXT behind those around it.  */
static void
number_context (struct table *table, size_t number)
{
  const struct line_context *contexts = table->facts.contexts;
  /* Downwards, from the outermost one.  */
  while (number != 0 && table->context_numbers[number] == 0)
    {
      size_t outer = number, parent;
      while ((parent = contexts[outer].parent) != 0
             && table->context_numbers[parent] == 0)
        outer = parent;
      table->contexts = cli_grow (table->contexts, table->n_contexts,
                                  sizeof *table->contexts);
      table->contexts[table->n_contexts++] = outer;
      table->context_numbers[outer] = table->n_contexts;
      number_file (table, contexts[outer].file);
    }
}

static void
number_all (struct table *table)
{
  const struct line_facts *facts = &table->facts;
  table->context_numbers
    = cli_calloc (facts->n_contexts, sizeof *table->context_numbers);
  table->file_numbers
    = cli_calloc (facts->strings.n, sizeof *table->file_numbers);
  for (size_t i = 0; i < table->n_pieces; i++)
    {
      number_file (table, table->pieces[i].file);
      number_context (table, table->pieces[i].context);
    }
}

/* The most used first.  */
static int
compare_placed (const void *a, const void *b)
{
  const struct placed *one = a, *two = b;
  if (one->uses != two->uses)
    return one->uses > two->uses ? -1 : 1;
  return strcmp (one->text, two->text);
}

/* The strings, with how often each is named; the caller's to free.  */
static struct placed *
count_strings (const struct table *table)
{
  const struct line_facts *facts = &table->facts;
  struct placed *all = cli_calloc (facts->strings.n, sizeof *all);
  for (size_t i = 1; i < facts->strings.n; i++)
    all[i] = (struct placed) { facts->strings.strings[i], i, 0 };
  for (size_t i = 0; i < table->n_contexts; i++)
    all[facts->contexts[table->contexts[i]].name].uses++;
  /* A file's offset has four bytes wherever it is.  */
  for (size_t i = 0; i < table->n_files; i++)
    if (all[table->files[i]].uses == 0)
      all[table->files[i]].uses = 1;
  return all;
}

/* Writes the strings that are named.  */
static void
place_strings (struct table *table)
{
  size_t n = table->facts.strings.n;
  struct placed *all = count_strings (table);
  table->offsets = cli_calloc (n, sizeof *table->offsets);
  add_byte (&table->strings, 0);
  if (n > 2)
    qsort (all + 1, n - 1, sizeof *all, compare_placed);
  for (size_t i = 1; i < n && all[i].uses > 0; i++)
    {
      table->offsets[all[i].string] = table->strings.size;
      for (const char *c = all[i].text; *c != 0; c++)
        add_byte (&table->strings, (unsigned char) *c);
      add_byte (&table->strings, 0);
    }
  free (all);
}

static void
write_contexts (struct table *table)
{
  struct bytes *rows = &table->context_rows;
  for (size_t i = 0; i < table->n_contexts; i++)
    {
      const struct line_context *context
        = &table->facts.contexts[table->contexts[i]];
      if (i % SPARTAP_LINES_CONTEXTS == 0)
        add_number (&table->context_index, rows->size);
      size_t parent = table->context_numbers[context->parent];
      add_varint (rows, parent != 0 ? i + 1 - parent : 0);
      add_varint (rows, table->offsets[context->name]);
      if (parent == 0)
        continue;
      add_varint (rows, table->file_numbers[context->file]);
      add_varint (rows, context->line);
    }
}

/* PIECE's address in the table's units.  */
static uint64_t
unit_of (const struct table *table, const struct line_piece *piece)
{
  return (piece->address - table->pieces[0].address) >> table->shift;
}

/* Writes a row of STEP units and LINES lines as one byte, if it fits.  */
static bool
write_short_row (struct bytes *rows, uint64_t step, int64_t lines)
{
  lines -= SPARTAP_LINES_SHORT_LEAST;
  if (step >= SPARTAP_LINES_SHORT_UNITS || lines < 0
      || lines >= SPARTAP_LINES_SHORT_LINES)
    return false;
  add_byte (rows, SPARTAP_LINES_SHORT
                    | (unsigned) lines * SPARTAP_LINES_SHORT_UNITS
                    | (unsigned) step);
  return true;
}

static void
write_row (struct table *table, const struct line_piece *last,
           const struct line_piece *piece)
{
  struct bytes *rows = &table->rows;
  size_t context = table->context_numbers[piece->context],
         last_context = table->context_numbers[last->context];
  bool file_p = piece->file != last->file, context_p = context != last_context;
  uint64_t step = unit_of (table, piece) - unit_of (table, last);
  if (!file_p && !context_p
      && write_short_row (rows, step, (int64_t) piece->line - last->line))
    return;
  bool more_p = step >= SPARTAP_LINES_MORE;
  add_byte (rows, (more_p ? SPARTAP_LINES_MORE : (unsigned) step) << 2
                    | file_p << 1 | context_p);
  if (more_p)
    add_varint (rows, step - SPARTAP_LINES_MORE);
  add_change (rows, last->line, piece->line);
  if (file_p)
    add_varint (rows, table->file_numbers[piece->file]);
  if (context_p)
    add_change (rows, (uint32_t) last_context, (uint32_t) context);
}

static void
write_rows (struct table *table)
{
  const struct line_piece *pieces = table->pieces;
  for (size_t i = 0; i + 1 < table->n_pieces; i++)
    if (i % BLOCK_ROWS != 0)
      write_row (table, &pieces[i - 1], &pieces[i]);
    else
      {
        struct line_piece nothing = { .address = pieces[i].address };
        add_number (&table->index, unit_of (table, &pieces[i]));
        add_number (&table->index, table->rows.size);
        write_row (table, &nothing, &pieces[i]);
      }
}

/* The low bits that no piece's address has, counted from the first one.  */
static unsigned
find_shift (const struct line_piece *pieces, size_t n)
{
  uint64_t all = (uint64_t) 1 << 16;
  for (size_t i = 1; i < n; i++)
    all |= pieces[i].address - pieces[0].address;
  return (unsigned) __builtin_ctzll (all);
}

static void
write_header (const struct table *table, struct bytes *bytes)
{
  const struct line_piece *first = table->pieces;
  uint64_t numbers[SPARTAP_LINES_HEADER_N] = {
    [SPARTAP_LINES_AT_MAGIC] = SPARTAP_LINES_MAGIC,
    [SPARTAP_LINES_AT_VERSION] = SPARTAP_LINES_VERSION,
    [SPARTAP_LINES_AT_BASE] = first->address,
    [SPARTAP_LINES_AT_BASE + 1] = first->address >> 32,
    [SPARTAP_LINES_AT_SHIFT] = table->shift,
    [SPARTAP_LINES_AT_END] = unit_of (table, &first[table->n_pieces - 1]),
    [SPARTAP_LINES_AT_BLOCKS] = table->index.size / 8,
    [SPARTAP_LINES_AT_CONTEXTS] = table->n_contexts,
    [SPARTAP_LINES_AT_FILES] = table->n_files,
    [SPARTAP_LINES_AT_ROWS_SIZE] = table->rows.size,
    [SPARTAP_LINES_AT_CONTEXTS_SIZE] = table->context_rows.size,
    [SPARTAP_LINES_AT_STRINGS_SIZE] = table->strings.size,
  };
  for (size_t i = 0; i < SPARTAP_LINES_HEADER_N; i++)
    add_number (bytes, numbers[i]);
}

static void
append (struct bytes *bytes, const struct bytes *part)
{
  for (size_t i = 0; i < part->size; i++)
    add_byte (bytes, part->data[i]);
}

/* The whole table, whose parts are made.  */
static struct bytes
assemble (const struct table *table)
{
  struct bytes all = { 0 };
  write_header (table, &all);
  append (&all, &table->index);
  append (&all, &table->context_index);
  for (size_t i = 0; i < table->n_files; i++)
    add_number (&all, table->offsets[table->files[i]]);
  append (&all, &table->rows);
  append (&all, &table->context_rows);
  append (&all, &table->strings);
  return all;
}

/* Whether the pieces are within the format's limits.  */
static bool
fits_p (const struct table *table)
{
  return table->n_pieces >= 2
         && table->pieces[table->n_pieces - 1].address
                - table->pieces[0].address
              <= UINT32_MAX;
}

/* What has been read, in order and written; empty where it is nothing.  */
static struct bytes
write_table (struct table *table)
{
  table->pieces = line_order (&table->facts, &table->n_pieces);
  if (!fits_p (table))
    return (struct bytes) { 0 };
  table->shift = find_shift (table->pieces, table->n_pieces);
  number_all (table);
  place_strings (table);
  write_contexts (table);
  write_rows (table);
  return assemble (table);
}

static void
free_table (struct table *table)
{
  struct line_facts *facts = &table->facts;
  void *const memory[]
    = { facts->contexts, facts->spans, facts->runs, facts->code,
        table->pieces, table->context_numbers, table->contexts,
        table->file_numbers, table->files, table->offsets, table->index.data,
        table->context_index.data, table->rows.data, table->context_rows.data,
        table->strings.data };
  for (size_t i = 0; i < sizeof memory / sizeof *memory; i++)
    free (memory[i]);
  intern_free (&facts->strings);
}

char *
lines_make (const struct object *object, size_t *size, bool *lineless)
{
  struct table table = { 0 };
  struct line_facts *facts = &table.facts;
  *lineless = false;
  /* Not OBJECT's own: where a section is compressed, libdw changes what its
     handle says of the file.  */
  facts->elf = elf_memory (object->data, object->size);
  if (facts->elf == NULL)
    return NULL;
  line_read_sections (facts);
  line_read_dwarf (facts);
  line_read_symbols (facts);
  elf_end (facts->elf);
  struct bytes bytes = write_table (&table);
  *lineless = facts->entry != 0 && !facts->entry_described;
  free_table (&table);
  *size = bytes.size;
  return (char *) bytes.data;
}
