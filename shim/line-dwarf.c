/* line-dwarf.c: the DWARF of a library as facts of its code; see
   line-facts.h.

   libdw knows all versions, compressed sections, and split units, whose .dwo
   files it finds where the compiler left them.  It is trusted to stay inside
   of the file, but not to end: an offset that does not grow ends a walk.

   A file's name is as the compiler was given it.  An absolute one has nothing
   to tell but whose machine it was, and becomes its last part.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <string.h>

#include "cli.h"
#include "file.h"
#include "line-facts.h"

/* No compiler nests deeper.  */
#define DEPTH_MAX 200

/* A unit while it is read.  */
struct unit
{
  struct line_facts *facts;
  Dwarf_Die *lines;             /* has the lines */
  Dwarf_Die *functions;         /* has the functions: the same, or its .dwo */
  Dwarf_Files *line_files;      /* of LINES */
  Dwarf_Files *files;           /* of FUNCTIONS */
  size_t n_line_files, n_files; /* 0: none */
  const char *folder;           /* where the compiler ran; NULL: unknown */
  const char *path;             /* the last one, and its number */
  size_t file;
};

static const char *
string_of (Dwarf_Die *die, unsigned name)
{
  Dwarf_Attribute attribute;
  return dwarf_formstring (dwarf_attr_integrate (die, name, &attribute));
}

/* The number of PATH, of which libdw made an absolute one.  */
static size_t
file_number (struct unit *unit, const char *path)
{
  if (path == NULL || path == unit->path)
    return path == NULL ? 0 : unit->file;
  const char *name = path;
  size_t n = unit->folder != NULL ? strlen (unit->folder) : 0;
  if (n > 0 && strncmp (name, unit->folder, n) == 0 && name[n] == '/')
    name += n + 1;
  while (strncmp (name, "./", 2) == 0)
    name += 2;
  if (*name == '/')
    name = file_base (name);
  unit->path = path;
  unit->file = intern_string (&unit->facts->strings, name);
  return unit->file;
}

/* The number of a file of the unit's line program.  */
static size_t
program_file (void *data, uint64_t file)
{
  struct unit *unit = data;
  if (file >= unit->n_line_files)
    return 0;
  return file_number (unit,
                      dwarf_filesrc (unit->line_files, file, NULL, NULL));
}

static void
read_lines (struct unit *unit)
{
  Dwarf_Attribute attribute;
  Dwarf_Word offset;
  const struct line_files files = { program_file, unit };
  if (dwarf_getsrcfiles (unit->lines, &unit->line_files, &unit->n_line_files)
        == 0
      && dwarf_formudata (dwarf_attr (unit->lines, DW_AT_stmt_list,
                                      &attribute), &offset) == 0)
    line_read_program (unit->facts, offset, &files);
}

/* Adds CONTEXT, the function of DIE, with its addresses; its number.  */
static size_t
add_function (struct unit *unit, Dwarf_Die *die, struct line_context *context)
{
  /* A mangled name tells one function from the others of that name.  */
  const char *name = string_of (die, DW_AT_linkage_name);
  if (name == NULL)
    name = string_of (die, DW_AT_MIPS_linkage_name);
  if (name == NULL)
    name = dwarf_diename (die);
  context->name = intern_string (&unit->facts->strings, name);
  size_t number = line_add_context (unit->facts, context);
  Dwarf_Addr base, low, high;
  ptrdiff_t next = 0;
  while ((next = dwarf_ranges (die, next, &base, &low, &high)) > 0)
    line_add_span (unit->facts, low, high, number);
  return number;
}

static Dwarf_Word
number_of (Dwarf_Die *die, unsigned name)
{
  Dwarf_Attribute attribute;
  Dwarf_Word number;
  if (dwarf_formudata (dwarf_attr (die, name, &attribute), &number) != 0)
    return 0;
  return number;
}

/* Adds DIE, a function that is inlined into CONTEXT; its number.  */
static size_t
add_inlined (struct unit *unit, Dwarf_Die *die, size_t context)
{
  Dwarf_Word file = number_of (die, DW_AT_call_file);
  struct line_context inlined = {
    .parent = context,
    .depth = unit->facts->contexts[context].depth + 1,
    .line = (unsigned) number_of (die, DW_AT_call_line),
  };
  if (file < unit->n_files)
    inlined.file
      = file_number (unit, dwarf_filesrc (unit->files, file, NULL, NULL));
  return add_function (unit, die, &inlined);
}

/* Whether functions may stand in a DIE of TAG.  */
static bool
holds_functions_p (int tag)
{
  switch (tag)
    {
    case DW_TAG_subprogram:
    case DW_TAG_inlined_subroutine:
    case DW_TAG_lexical_block:
    case DW_TAG_try_block:
    case DW_TAG_catch_block:
    case DW_TAG_namespace:
    case DW_TAG_module:
    case DW_TAG_class_type:
    case DW_TAG_structure_type:
    case DW_TAG_union_type:
      return true;
    }
  return false;
}

/* Makes of DIE its sibling, if it stands behind it, as it ought to.  */
static bool
next_sibling (Dwarf_Die *die)
{
  Dwarf_Off offset = dwarf_dieoffset (die);
  return dwarf_siblingof (die, die) == 0 && dwarf_dieoffset (die) > offset;
}

/* Adds the functions in DIE, DEPTH levels down; CONTEXT is around them.  */
static void
read_functions (struct unit *unit, Dwarf_Die *die, size_t context,
                unsigned depth)
{
  Dwarf_Die child;
  if (depth > DEPTH_MAX || dwarf_child (die, &child) != 0)
    return;
  do
    {
      size_t inside = context;
      int tag = dwarf_tag (&child);
      if (!holds_functions_p (tag))
        continue;
      if (tag == DW_TAG_subprogram)
        inside = add_function (unit, &child, &(struct line_context) { 0 });
      if (tag == DW_TAG_inlined_subroutine && context != 0)
        inside = add_inlined (unit, &child, context);
      read_functions (unit, &child, inside, depth + 1);
    }
  while (next_sibling (&child));
}

static void
read_unit (struct unit *unit)
{
  struct line_facts *facts = unit->facts;
  Dwarf_Attribute attribute;
  unit->folder = dwarf_formstring (
    dwarf_attr (unit->lines, DW_AT_comp_dir, &attribute));
  if (dwarf_getsrcfiles (unit->functions, &unit->files, &unit->n_files) != 0)
    unit->n_files = 0;
  read_lines (unit);
  read_functions (unit, unit->functions, 0, 0);
  if (facts->entry != 0 && dwarf_haspc (unit->lines, facts->entry) > 0)
    facts->entry_described = true;
}

void
line_read_dwarf (struct line_facts *facts)
{
  Dwarf *dwarf = dwarf_begin_elf (facts->elf, DWARF_C_READ, NULL);
  Dwarf_CU *cu = NULL;
  Dwarf_Die die, split;
  while (dwarf != NULL
         && dwarf_get_units (dwarf, cu, &cu, NULL, NULL, &die, &split) == 0)
    {
      struct unit unit = { .facts = facts, .lines = &die, .functions = &die };
      if (dwarf_tag (&split) == DW_TAG_compile_unit)
        unit.functions = &split;
      if (dwarf_tag (&die) == DW_TAG_compile_unit
          || dwarf_tag (&die) == DW_TAG_skeleton_unit)
        read_unit (&unit);
    }
  dwarf_end (dwarf);
}
