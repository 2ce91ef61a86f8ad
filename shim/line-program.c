/* line-program.c: a line program of the DWARF, run; see line-facts.h.

   libdw has a reader of its own, which sorts the rows of a whole unit.  Where
   the linker left out a function, its rows begin at address 0, and reach into
   the code of others if there are enough of them: only in the program's order
   can they be told from these.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <dwarf.h>
#include <stdint.h>
#include <string.h>

#include "line-facts.h"

/* Bytes that are left to read; past the end there are zeros.  */
struct cursor
{
  const unsigned char *data;
  size_t size;
};

/* What a program's header says, and its opcodes.  */
struct program
{
  unsigned instruction_size, line_range, opcode_base;
  int line_base;
  const unsigned char *operands; /* how many each standard opcode has */
  struct cursor opcodes;
};

/* The state that a program works on, and the row before.  */
struct machine
{
  struct line_facts *facts;
  const struct line_files *files;
  const struct program *program;
  GElf_Addr address;
  uint64_t file, line;
  bool started, good;           /* of a sequence: has a row; is of code */
  struct line_run last;
};

/* A little-endian number of SIZE bytes.  */
static uint64_t
take (struct cursor *cursor, size_t size)
{
  uint64_t value = 0;
  for (size_t i = 0; i < size && cursor->size > 0; i++, cursor->size--)
    value |= (uint64_t) *cursor->data++ << 8 * i;
  return value;
}

static uint64_t
take_unsigned (struct cursor *cursor)
{
  uint64_t value = 0, byte = 0x80;
  for (unsigned shift = 0; (byte & 0x80) != 0; shift += 7)
    {
      byte = take (cursor, 1);
      if (shift < 64)
        value |= (byte & 0x7f) << shift;
    }
  return value;
}

static int64_t
take_signed (struct cursor *cursor)
{
  uint64_t value = 0, byte = 0x80;
  unsigned shift = 0;
  for (; (byte & 0x80) != 0; shift += 7)
    {
      byte = take (cursor, 1);
      if (shift < 64)
        value |= (byte & 0x7f) << shift;
    }
  if ((byte & 0x40) != 0 && shift < 64)
    value |= ~(uint64_t) 0 << shift;
  return (int64_t) value;
}

/* Takes SIZE bytes off CURSOR, or what is left.  */
static struct cursor
take_part (struct cursor *cursor, uint64_t size)
{
  struct cursor part = { cursor->data, cursor->size };
  if (size < part.size)
    part.size = size;
  cursor->data += part.size;
  cursor->size -= part.size;
  return part;
}

static void
reset (struct machine *machine)
{
  machine->address = 0;
  machine->file = machine->line = 1;
  machine->started = false;
}

/* A row begins at the machine's address, and the one before ends.  */
static void
add_row (struct machine *machine)
{
  struct line_run *last = &machine->last;
  if (!machine->started)
    machine->good = line_code_end (machine->facts, machine->address) != 0;
  last->high = machine->address;
  if (machine->started && machine->good)
    line_add_run (machine->facts, last);
  machine->started = true;
  *last = (struct line_run) { .low = machine->address };
  /* Line 0: code that belongs to no line.  */
  if (!machine->good || machine->line == 0 || machine->line > UINT32_MAX)
    return;
  last->file = machine->files->number (machine->files->data, machine->file);
  last->line = last->file != 0 ? (unsigned) machine->line : 0;
}

/* Runs an opcode of the kind that says its length.  */
static void
run_extended (struct machine *machine, struct cursor *opcodes)
{
  struct cursor operands = take_part (opcodes, take_unsigned (opcodes));
  switch (take (&operands, 1))
    {
    case DW_LNE_end_sequence:
      add_row (machine);
      reset (machine);
      break;
    case DW_LNE_set_address:
      machine->address = take (&operands, sizeof machine->address);
      break;
    }
}

/* Advances by what the special opcode CODE says.  */
static void
advance (struct machine *machine, unsigned code)
{
  const struct program *program = machine->program;
  unsigned step = (code - program->opcode_base) / program->line_range;
  machine->address += (uint64_t) step * program->instruction_size;
}

static void
run_standard (struct machine *machine, unsigned code, struct cursor *opcodes)
{
  const struct program *program = machine->program;
  switch (code)
    {
    case DW_LNS_copy:
      add_row (machine);
      return;
    case DW_LNS_advance_pc:
      machine->address += take_unsigned (opcodes) * program->instruction_size;
      return;
    case DW_LNS_advance_line:
      machine->line += (uint64_t) take_signed (opcodes);
      return;
    case DW_LNS_set_file:
      machine->file = take_unsigned (opcodes);
      return;
    case DW_LNS_const_add_pc:
      advance (machine, 255);
      return;
    case DW_LNS_fixed_advance_pc:
      machine->address += take (opcodes, 2);
      return;
    }
  for (unsigned i = program->operands[code - 1]; i > 0; i--)
    take_unsigned (opcodes);
}

static void
run (struct machine *machine, struct cursor opcodes)
{
  const struct program *program = machine->program;
  reset (machine);
  while (opcodes.size > 0)
    {
      unsigned code = (unsigned) take (&opcodes, 1);
      if (code == 0)
        run_extended (machine, &opcodes);
      else if (code < program->opcode_base)
        run_standard (machine, code, &opcodes);
      else
        {
          unsigned line = (code - program->opcode_base) % program->line_range;
          advance (machine, code);
          machine->line += (uint64_t) ((int64_t) line + program->line_base);
          add_row (machine);
        }
    }
}

/* Reads the header of the program that UNIT begins with; whether it is one
   that can be run.  */
static bool
read_header (struct program *program, struct cursor unit)
{
  uint64_t size = take (&unit, 4);
  bool large = size == 0xffffffff;
  unit = take_part (&unit, large ? take (&unit, 8) : size);
  unsigned version = (unsigned) take (&unit, 2);
  if (version < 2 || version > 5)
    return false;
  /* The sizes of an address and of a segment's number.  */
  if (version >= 5 && (take (&unit, 1) != 8 || take (&unit, 1) != 0))
    return false;
  struct cursor header = take_part (&unit, take (&unit, large ? 8 : 4));
  program->opcodes = unit;
  program->instruction_size = (unsigned) take (&header, 1);
  /* More than one operation an instruction is no machine of ours.  */
  if (version >= 4)
    take (&header, 1);
  take (&header, 1);
  program->line_base = (int8_t) take (&header, 1);
  program->line_range = (unsigned) take (&header, 1);
  program->opcode_base = (unsigned) take (&header, 1);
  program->operands = header.data;
  return program->line_range > 0 && program->opcode_base > 0
         && header.size >= program->opcode_base - 1;
}

/* The section of the programs, which libdw has inflated.  */
static struct cursor
find_programs (Elf *elf)
{
  Elf_Scn *section = NULL;
  GElf_Shdr header;
  size_t names;
  if (elf_getshdrstrndx (elf, &names) != 0)
    return (struct cursor) { 0 };
  while ((section = elf_nextscn (elf, section)) != NULL)
    {
      const char *name = gelf_getshdr (section, &header) != NULL
                           ? elf_strptr (elf, names, header.sh_name) : NULL;
      if (name == NULL || header.sh_type == SHT_NOBITS
          || (strcmp (name, ".debug_line") != 0
              && strcmp (name, ".zdebug_line") != 0))
        continue;
      Elf_Data *data = elf_rawdata (section, NULL);
      if (data != NULL && data->d_buf != NULL)
        return (struct cursor) { data->d_buf, data->d_size };
    }
  return (struct cursor) { 0 };
}

void
line_read_program (struct line_facts *facts, uint64_t offset,
                   const struct line_files *files)
{
  struct program program;
  struct cursor programs = find_programs (facts->elf);
  take_part (&programs, offset);
  if (!read_header (&program, programs))
    return;
  struct machine machine
    = { .facts = facts, .files = files, .program = &program };
  run (&machine, program.opcodes);
}
