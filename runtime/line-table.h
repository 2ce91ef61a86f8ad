/* line-table.h: from an address to function, file and line, in a crash.

   A packaged library has no DWARF, but a section of ours that `sparta zip'
   made of it, .sparta.lines (shim/line-table.h writes it).  This reader runs
   in a signal handler of a process that has crashed, on a file that anybody
   may have made: it calls nothing but open, lseek, pread, mmap, munmap and
   close, takes no lock, and no content makes it fault or loop.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_LINE_TABLE_H
#define SPARTAP_LINE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cold.h"

#define SPARTAP_LINES_SECTION ".sparta.lines"

/* The table, of which every number is little-endian or a varint (LEB128,
   "signed": zigzag):

   - the header, SPARTAP_LINES_HEADER bytes: 32-bit numbers as enum
     spartap_lines_header has them;
   - for each block of rows its first address and its offset in the rows, 32
     bits each.  Addresses are units of 1 << SHIFT bytes from BASE on;
   - for each SPARTAP_LINES_CONTEXTS contexts their offset in the contexts, 32
     bits;
   - for each file, from number 1 on, its name's offset in the strings, 32
     bits;
   - the rows.  A row holds from its address up to the next one's, and says
     what differs from the row before.  A byte of 0x80 and more is a whole row:
     its low four bits are the units between the two addresses, the three bits
     above are the lines between the two plus 2.  Any other byte is U << 2 |
     2 * F | C: U units, and where U is 31, as many more as a varint says;
     then a signed varint, lines; where F, varint the file's number; where C,
     signed varint the context's number minus the one before.  Each block
     begins anew: what is before its first row is its address, and zeros;
   - the contexts, from number 1 on, each a function or one place where a
     function is inlined: varint how far before it the context stands that it
     is inlined into, 0: none; varint its name's offset in the strings; and
     where it is inlined, varint file and varint line of the call;
   - the strings, each with its NUL; the one at 0 is empty.

   Number 0 of a file, a context or a line is "not known".  */

#define SPARTAP_LINES_MAGIC 0x4e4c5053 /* "SPLN" */
#define SPARTAP_LINES_VERSION 1
#define SPARTAP_LINES_CONTEXTS 16

/* What a row of one byte may say.  */
#define SPARTAP_LINES_SHORT 0x80
#define SPARTAP_LINES_SHORT_UNITS 16
#define SPARTAP_LINES_SHORT_LINES 8
#define SPARTAP_LINES_SHORT_LEAST (-2)

/* U of a longer one where more units follow.  */
#define SPARTAP_LINES_MORE 31

enum spartap_lines_header
{
  SPARTAP_LINES_AT_MAGIC,
  SPARTAP_LINES_AT_VERSION,
  SPARTAP_LINES_AT_BASE,        /* low half; high half */
  SPARTAP_LINES_AT_SHIFT = 4,
  SPARTAP_LINES_AT_END,         /* in units: there the last row ends */
  SPARTAP_LINES_AT_BLOCKS,      /* how many of these .. */
  SPARTAP_LINES_AT_CONTEXTS,
  SPARTAP_LINES_AT_FILES,
  SPARTAP_LINES_AT_ROWS_SIZE,   /* .. and how many bytes of these */
  SPARTAP_LINES_AT_CONTEXTS_SIZE,
  SPARTAP_LINES_AT_STRINGS_SIZE,
  SPARTAP_LINES_HEADER_N
};

#define SPARTAP_LINES_HEADER (4 * SPARTAP_LINES_HEADER_N)

/* A run of bytes of the table.  */
struct spartap_lines_part
{
  const unsigned char *data;
  size_t size;
};

/* An open table; its members are the reader's own.  */
struct spartap_lines
{
  void *memory;                 /* to unmap; NULL: the caller's */
  size_t memory_size;
  uint64_t base;
  uint32_t shift, end, n_contexts;
  struct spartap_lines_part index, context_index, files, rows, contexts;
  struct spartap_lines_part strings;
};

/* Where an address is.  The strings live until spartap_lines_close.  */
struct spartap_frame_name
{
  const char *function, *file;  /* NULL: not known */
  unsigned line;                /* 0: not known */
  uint32_t context;             /* the reader's own */
};

/* Opens the table of the ELF file PATH.  False where there is none, or no
   sound one.  */
bool spartap_lines_open (struct spartap_lines *lines, const char *path)
  SPARTAP_COLD;

/* Likewise the SIZE bytes at TABLE, which stay the caller's.  */
bool spartap_lines_open_memory (struct spartap_lines *lines,
                                const void *table, size_t size) SPARTAP_COLD;

/* Finds ADDRESS, as the file was linked: without the address that it is loaded
   at.  FRAME names the innermost function there, an inlined one too, with the
   file and the line of its own text.  False, and an empty FRAME, where nothing
   is known.  For a return address look for the byte before it.  */
bool spartap_lines_find (const struct spartap_lines *lines, uint64_t address,
                         struct spartap_frame_name *frame) SPARTAP_COLD;

/* Where FRAME is inlined, makes it the function around, with the file and the
   line of the call.  False where FRAME is a function of its own, and no more
   is to come.  */
bool spartap_lines_outer (const struct spartap_lines *lines,
                          struct spartap_frame_name *frame) SPARTAP_COLD;

/* LINES may also be one that did not open.  */
void spartap_lines_close (struct spartap_lines *lines) SPARTAP_COLD;

#endif /* SPARTAP_LINE_TABLE_H */
