/* unwind-symbol.c: a module's dynamic symbols, which it keeps when it is
   stripped.  How many there are, only the hash table tells (System V ABI,
   "Dynamic Linking"; DT_GNU_HASH).

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "unwind.h"

#include <elf.h>
#include <string.h>

#define ENTRIES_MAX 256                 /* of a dynamic section */
#define SYMBOLS_MAX (1u << 20)
#define PART 16                         /* symbols that are read at once */

struct symbols
{
  uintptr_t table, names;
  uint32_t n;
};

/* What a dynamic section's pointers point to: glibc has relocated them, the
   kernel's vdso is as it was linked.  */
static uintptr_t
relocate (const struct spartap_module *module, uintptr_t pointer)
{
  return pointer < module->bias ? module->bias + pointer : pointer;
}

/* How many symbols the GNU hash table at AT covers: its chains end with an
   odd word, and the highest one is last.  */
static uint32_t
count_gnu (uintptr_t at)
{
  uint32_t head[4], highest = 0, part[PART];    /* buckets, first, bloom, - */
  if (spartap_peek (at, head, sizeof head) != sizeof head)
    return 0;
  uintptr_t buckets = at + sizeof head + head[2] * sizeof (uint64_t);
  for (uint32_t i = 0; i < head[0] && i < SYMBOLS_MAX; i++)
    {
      if (i % PART == 0
          && spartap_peek (buckets + i * sizeof *part, part, sizeof part) == 0)
        return 0;
      if (part[i % PART] > highest)
        highest = part[i % PART];
    }
  if (highest < head[1])
    return head[1];
  uintptr_t chains = buckets + head[0] * sizeof *part;
  for (uint32_t i = highest, link = 0; i < SYMBOLS_MAX; i++)
    {
      if (spartap_peek (chains + (i - head[1]) * sizeof link, &link,
                        sizeof link) != sizeof link)
        return 0;
      if (link & 1)
        return i + 1;
    }
  return 0;
}

static bool
find_symbols (const struct spartap_module *module, struct symbols *symbols)
{
  uint32_t classic[2];                  /* buckets, chains */
  Elf64_Dyn entry;
  *symbols = (struct symbols) { 0, 0, 0 };
  for (unsigned i = 0; module->dynamic != 0 && i < ENTRIES_MAX; i++)
    {
      if (spartap_peek (module->dynamic + i * sizeof entry, &entry,
                        sizeof entry) != sizeof entry
          || entry.d_tag == DT_NULL)
        break;
      uintptr_t at = relocate (module, entry.d_un.d_ptr);
      if (entry.d_tag == DT_SYMTAB)
        symbols->table = at;
      else if (entry.d_tag == DT_STRTAB)
        symbols->names = at;
      else if (entry.d_tag == DT_GNU_HASH)
        symbols->n = count_gnu (at);
      else if (entry.d_tag == DT_HASH && symbols->n == 0
               && spartap_peek (at, classic, sizeof classic)
                    == sizeof classic)
        symbols->n = classic[1];
    }
  if (symbols->n > SYMBOLS_MAX)
    symbols->n = SYMBOLS_MAX;
  return symbols->table != 0 && symbols->names != 0;
}

/* Reads symbol I by way of PART symbols.  */
static bool
read_symbol (const struct symbols *symbols, uint32_t i, Elf64_Sym *part)
{
  if (i % PART != 0)
    return true;
  size_t n = symbols->n - i < PART ? symbols->n - i : PART;
  return spartap_peek (symbols->table + i * sizeof *part, part,
                       n * sizeof *part) == n * sizeof *part;
}

bool
spartap_module_symbol (const struct spartap_module *module, uintptr_t address,
                       char *name, size_t room)
{
  struct symbols symbols;
  Elf64_Sym part[PART];
  uintptr_t wanted = address - module->bias;
  if (!find_symbols (module, &symbols))
    return false;
  for (uint32_t i = 0; i < symbols.n; i++)
    {
      if (!read_symbol (&symbols, i, part))
        return false;
      const Elf64_Sym *symbol = &part[i % PART];
      unsigned type = ELF64_ST_TYPE (symbol->st_info);
      if ((type != STT_FUNC && type != STT_GNU_IFUNC)
          || symbol->st_shndx == SHN_UNDEF || wanted < symbol->st_value
          || wanted - symbol->st_value >= symbol->st_size)
        continue;
      spartap_peek_string (symbols.names + symbol->st_name, name, room);
      return name[0] != 0;
    }
  return false;
}

uintptr_t
spartap_module_address (const struct spartap_module *module, const char *name)
{
  struct symbols symbols;
  Elf64_Sym part[PART];
  char found[64];
  if (!find_symbols (module, &symbols))
    return 0;
  for (uint32_t i = 0; i < symbols.n; i++)
    {
      if (!read_symbol (&symbols, i, part))
        return 0;
      const Elf64_Sym *symbol = &part[i % PART];
      if (symbol->st_shndx == SHN_UNDEF
          || ELF64_ST_TYPE (symbol->st_info) == STT_TLS)
        continue;
      spartap_peek_string (symbols.names + symbol->st_name, found,
                           sizeof found);
      if (strcmp (found, name) == 0)
        return module->bias + symbol->st_value;
    }
  return 0;
}
