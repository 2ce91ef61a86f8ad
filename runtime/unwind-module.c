/* unwind-module.c: to which file an address of code belongs, and where that
   file's tables are in memory.

   A mapping of the file's first bytes comes before those of its code.  The
   program headers there tell the rest.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "unwind.h"

#include <elf.h>
#include <string.h>

#define HEADERS_MAX 64

/* Takes what HEADER says into MODULE, which begins at BASE.  */
static void
take_header (struct spartap_module *module, const Elf64_Phdr *header)
{
  uintptr_t address = module->bias + header->p_vaddr;
  if (header->p_type == PT_GNU_EH_FRAME)
    {
      module->frames = address;
      module->frames_size = header->p_memsz;
    }
  else if (header->p_type == PT_DYNAMIC)
    module->dynamic = address;
}

/* Whether BASE is where a 64-bit ELF file begins; then its header is in
   ELF.  */
static bool
read_elf (uintptr_t base, Elf64_Ehdr *elf)
{
  return spartap_peek (base, elf, sizeof *elf) == sizeof *elf
         && memcmp (elf->e_ident, ELFMAG, SELFMAG) == 0
         && elf->e_ident[EI_CLASS] == ELFCLASS64
         && elf->e_phentsize == sizeof (Elf64_Phdr)
         && elf->e_phnum <= HEADERS_MAX;
}

/* Finds the tables of MODULE, whose file is mapped from BASE on.  A file of
   which nothing can be told still has its name.  */
static void
read_headers (struct spartap_module *module, uintptr_t base)
{
  Elf64_Ehdr elf;
  Elf64_Phdr header;
  module->bias = base;
  if (!read_elf (base, &elf))
    return;
  uintptr_t table = base + elf.e_phoff;
  for (int pass = 0; pass < 2; pass++)
    for (unsigned i = 0; i < elf.e_phnum; i++)
      {
        if (spartap_peek (table + i * sizeof header, &header, sizeof header)
            != sizeof header)
          return;
        if (pass == 1)
          take_header (module, &header);
        else if (header.p_type == PT_LOAD && header.p_offset == 0)
          module->bias = base - header.p_vaddr;
      }
}

/* Finds the code at ADDRESS, and where its file begins: *BASE.  */
static bool
find_code (uintptr_t address, struct spartap_module *module, uintptr_t *base)
{
  struct spartap_maps maps;
  struct spartap_mapping mapping;
  bool found = false;
  if (!spartap_maps_open (&maps))
    return false;
  module->path[0] = 0;
  *base = 0;
  while (!found && spartap_maps_next (&maps, &mapping)
         && mapping.start <= address)
    {
      if (mapping.offset == 0 && mapping.path[0] != 0
          && (*base == 0 || strcmp (module->path, mapping.path) != 0
              || !mapping.writable))
        {
          strcpy (module->path, mapping.path);
          *base = mapping.start;
        }
      found = address < mapping.end && mapping.executable
              && mapping.path[0] != 0
              && strcmp (module->path, mapping.path) == 0;
    }
  spartap_maps_close (&maps);
  module->start = mapping.start;
  module->end = mapping.end;
  return found;
}

const struct spartap_module *
spartap_module_find (struct spartap_modules *modules, uintptr_t address)
{
  uintptr_t base;
  for (size_t i = 0; i < modules->n; i++)
    if (address >= modules->list[i].start && address < modules->list[i].end)
      return &modules->list[i];
  if (modules->n == SPARTAP_MODULES)
    return NULL;
  struct spartap_module *module = &modules->list[modules->n];
  if (!find_code (address, module, &base))
    return NULL;
  module->frames = module->frames_size = module->dynamic = 0;
  read_headers (module, base);
  modules->n++;
  return module;
}
