/* line-facts.h: what the DWARF and the symbols of a library say of its code.

   Gathered in any order by line-dwarf.c, line-program.c and line-symbols.c,
   put in order by line-order.c, written by lines.c.

   SPDX-License-Identifier: MIT  */

#ifndef SHIM_LINE_FACTS_H
#define SHIM_LINE_FACTS_H

#include <stdbool.h>
#include <stdint.h>

#include "elf-object.h"
#include "intern.h"

/* A function, or one place where a function is inlined.  */
struct line_context
{
  size_t parent;                /* what it is inlined into; 0: nothing */
  size_t name;                  /* these two in line_facts.strings */
  size_t file;                  /* of the call, where it is inlined */
  unsigned line;
  unsigned depth;               /* how many are around it */
};

/* The addresses from LOW up to HIGH belong to a context.  */
struct line_span
{
  GElf_Addr low, high;
  size_t context;
};

/* Likewise to a line; FILE 0: of which nothing is known.  */
struct line_run
{
  GElf_Addr low, high;
  size_t file;
  unsigned line;
};

struct line_facts
{
  Elf *elf;                     /* of the facts' own */
  GElf_Addr entry;              /* LambdaInit's; 0: there is none */
  bool entry_described;         /* the unit of that has DWARF */
  struct intern strings;
  struct line_context *contexts; /* from number 1 on; parents come first */
  size_t n_contexts;
  struct line_span *spans;
  size_t n_spans;
  struct line_run *runs;
  size_t n_runs;
  struct line_span *code;       /* the sections that hold instructions */
  size_t n_code;
};

/* The end of the section of code that holds ADDRESS; 0: none does.  */
GElf_Addr line_code_end (const struct line_facts *facts, GElf_Addr address);

/* Adds a context, and what belongs to it, as far as that is code.  The first
   returns its number.  */
size_t line_add_context (struct line_facts *facts,
                         const struct line_context *context);
void line_add_span (struct line_facts *facts, GElf_Addr low, GElf_Addr high,
                    size_t context);
void line_add_run (struct line_facts *facts, const struct line_run *run);

/* Finds the code, and LambdaInit, in FACTS->elf.  */
void line_read_sections (struct line_facts *facts);

/* What a line program's numbers of files are in FACTS->strings.  */
struct line_files
{
  size_t (*number) (void *data, uint64_t file);
  void *data;
};

/* Adds the runs of the line program at OFFSET.  */
void line_read_program (struct line_facts *facts, uint64_t offset,
                        const struct line_files *files);

/* Adds what the DWARF says; before line_read_symbols.  */
void line_read_dwarf (struct line_facts *facts);

/* Adds the functions of the symbol table that no span covers.  */
void line_read_symbols (struct line_facts *facts);

/* What holds from ADDRESS up to the next piece's.  */
struct line_piece
{
  GElf_Addr address;
  size_t context, file;
  unsigned line;
};

/* The pieces of FACTS by their addresses, no two neighbours alike; the last
   one is empty and ends the one before.  *N is 0 or at least 2.  The caller's
   to free.  */
struct line_piece *line_order (struct line_facts *facts, size_t *n);

/* Sorts by line_span.low, then the order of contexts; for a parent's sake.  */
int line_compare_spans (const void *a, const void *b);

#endif /* SHIM_LINE_FACTS_H */
