/* line-symbols.c: the sections and symbols of a library as facts of its code;
   see line-facts.h.

   Functions that were compiled without -g, or written in assembly, have their
   names here.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "line-facts.h"

GElf_Addr
line_code_end (const struct line_facts *facts, GElf_Addr address)
{
  for (size_t i = 0; i < facts->n_code; i++)
    if (address >= facts->code[i].low && address < facts->code[i].high)
      return facts->code[i].high;
  return 0;
}

size_t
line_add_context (struct line_facts *facts, const struct line_context *context)
{
  facts->contexts = cli_grow (facts->contexts, facts->n_contexts,
                              sizeof *facts->contexts);
  if (facts->n_contexts == 0)
    {
      facts->contexts[facts->n_contexts++] = (struct line_context) { 0 };
      return line_add_context (facts, context);
    }
  facts->contexts[facts->n_contexts] = *context;
  return facts->n_contexts++;
}

void
line_add_span (struct line_facts *facts, GElf_Addr low, GElf_Addr high,
               size_t context)
{
  GElf_Addr end = line_code_end (facts, low);
  if (high > end)
    high = end;
  if (low >= high)
    return;
  facts->spans
    = cli_grow (facts->spans, facts->n_spans, sizeof *facts->spans);
  facts->spans[facts->n_spans++] = (struct line_span) { low, high, context };
}

void
line_add_run (struct line_facts *facts, const struct line_run *run)
{
  GElf_Addr end = line_code_end (facts, run->low);
  if (run->low >= run->high || end == 0)
    return;
  facts->runs = cli_grow (facts->runs, facts->n_runs, sizeof *facts->runs);
  facts->runs[facts->n_runs] = *run;
  if (run->high > end)
    facts->runs[facts->n_runs].high = end;
  facts->n_runs++;
}

int
line_compare_spans (const void *a, const void *b)
{
  const struct line_span *one = a, *two = b;
  if (one->low != two->low)
    return one->low < two->low ? -1 : 1;
  return one->context < two->context ? -1 : one->context > two->context;
}

/* One symbol of a table.  */
struct symbol
{
  GElf_Sym symbol;
  const char *name;
};

/* Reads the symbol NUMBER of SECTION; false where it is none with a name.  */
static bool
read_symbol (Elf *elf, Elf_Data *data, const GElf_Shdr *section, size_t number,
             struct symbol *symbol)
{
  if (gelf_getsym (data, (int) number, &symbol->symbol) == NULL)
    return false;
  symbol->name = elf_strptr (elf, section->sh_link, symbol->symbol.st_name);
  return symbol->name != NULL && *symbol->name != 0
         && symbol->symbol.st_shndx != SHN_UNDEF;
}

/* The symbols of SECTION, and how many; NULL: none can be read.  */
static Elf_Data *
symbols_of (Elf_Scn *section, const GElf_Shdr *header, size_t *n)
{
  Elf_Data *data = elf_getdata (section, NULL);
  *n = data != NULL ? data->d_size / sizeof (Elf64_Sym) : 0;
  return header->sh_entsize == sizeof (Elf64_Sym) ? data : NULL;
}

static void
find_entry (struct line_facts *facts, Elf_Scn *section,
            const GElf_Shdr *header)
{
  size_t n;
  struct symbol symbol;
  Elf_Data *data = symbols_of (section, header, &n);
  for (size_t i = 1; data != NULL && i < n; i++)
    if (read_symbol (facts->elf, data, header, i, &symbol)
        && strcmp (symbol.name, "LambdaInit") == 0)
      facts->entry = symbol.symbol.st_value;
}

void
line_read_sections (struct line_facts *facts)
{
  Elf_Scn *section = NULL;
  GElf_Shdr header;
  while ((section = elf_nextscn (facts->elf, section)) != NULL)
    {
      if (gelf_getshdr (section, &header) == NULL)
        continue;
      if (header.sh_type == SHT_DYNSYM)
        find_entry (facts, section, &header);
      if (header.sh_type != SHT_PROGBITS
          || (header.sh_flags & SHF_EXECINSTR) == 0
          || header.sh_addr + header.sh_size < header.sh_addr)
        continue;
      facts->code
        = cli_grow (facts->code, facts->n_code, sizeof *facts->code);
      facts->code[facts->n_code++]
        = (struct line_span) { header.sh_addr,
                               header.sh_addr + header.sh_size, 0 };
    }
}

/* How good a name of its address SYMBOL is.  */
static int
rank (const GElf_Sym *symbol)
{
  switch (GELF_ST_BIND (symbol->st_info))
    {
    case STB_GLOBAL:
      return 2;
    case STB_WEAK:
      return 1;
    }
  return 0;
}

/* By address; the one to keep last.  */
static int
compare_symbols (const void *a, const void *b)
{
  const struct symbol *one = a, *two = b;
  if (one->symbol.st_value != two->symbol.st_value)
    return one->symbol.st_value < two->symbol.st_value ? -1 : 1;
  int difference = rank (&one->symbol) - rank (&two->symbol);
  return difference != 0 ? difference : strcmp (two->name, one->name);
}

/* The functions in the symbol table of FACTS->elf; the caller's to free.  */
static struct symbol *
read_functions (const struct line_facts *facts, size_t *n_functions)
{
  struct symbol *functions = NULL, symbol;
  Elf_Scn *section = NULL;
  GElf_Shdr header;
  *n_functions = 0;
  while ((section = elf_nextscn (facts->elf, section)) != NULL)
    {
      size_t n;
      Elf_Data *data;
      if (gelf_getshdr (section, &header) == NULL
          || header.sh_type != SHT_SYMTAB
          || (data = symbols_of (section, &header, &n)) == NULL)
        continue;
      for (size_t i = 1; i < n; i++)
        {
          if (!read_symbol (facts->elf, data, &header, i, &symbol)
              || (GELF_ST_TYPE (symbol.symbol.st_info) != STT_FUNC
                  && GELF_ST_TYPE (symbol.symbol.st_info) != STT_GNU_IFUNC)
              || line_code_end (facts, symbol.symbol.st_value) == 0)
            continue;
          functions = cli_grow (functions, *n_functions, sizeof *functions);
          functions[(*n_functions)++] = symbol;
        }
    }
  return functions;
}

/* Where FUNCTION's code ends, at the latest at LIMIT.  Assembly leaves sizes
   out.  */
static GElf_Addr
function_end (const struct symbol *function, GElf_Addr limit)
{
  GElf_Addr low = function->symbol.st_value, size = function->symbol.st_size;
  return size > 0 && size < limit - low ? low + size : limit;
}

/* Adds FUNCTION up to LIMIT, if that is behind its address.  */
static void
add_function (struct line_facts *facts, const struct symbol *function,
              GElf_Addr limit)
{
  GElf_Addr low = function->symbol.st_value, end = line_code_end (facts, low);
  if (limit > end)
    limit = end;
  if (low >= limit)
    return;
  struct line_context context
    = { .name = intern_string (&facts->strings, function->name) };
  line_add_span (facts, low, function_end (function, limit),
                 line_add_context (facts, &context));
}

void
line_read_symbols (struct line_facts *facts)
{
  size_t n, n_known = facts->n_spans, next = 0;
  GElf_Addr covered = 0;
  struct symbol *functions = read_functions (facts, &n);
  if (n > 0)
    qsort (functions, n, sizeof *functions, compare_symbols);
  if (n_known > 0)
    qsort (facts->spans, n_known, sizeof *facts->spans, line_compare_spans);
  for (size_t i = 0; i < n; i++)
    {
      GElf_Addr low = functions[i].symbol.st_value;
      for (; next < n_known && facts->spans[next].low <= low; next++)
        if (facts->spans[next].high > covered)
          covered = facts->spans[next].high;
      if (low < covered)
        continue;
      GElf_Addr limit
        = next < n_known ? facts->spans[next].low : ~(GElf_Addr) 0;
      if (i + 1 < n && functions[i + 1].symbol.st_value < limit)
        limit = functions[i + 1].symbol.st_value;
      add_function (facts, &functions[i], limit);
    }
  free (functions);
}
