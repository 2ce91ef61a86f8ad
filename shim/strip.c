/* strip.c: see strip.h.

   All that a segment or an allocated section holds stays as it is and where it
   is in the file, so no address and no alignment changes; what follows it is
   closed up, and the section headers come last.  Allocated sections keep their
   indices too, which the dynamic symbols have: the header of what is left out
   ahead of one becomes that of no section.  libelf reads and converts, but its
   own writer is not used: the bytes that come out depend on the file only, and
   a broken file must not reach code that trusts it.  The table of section
   names stays whole: other tables may be merged with it.  A section that is
   added stands ahead of the section headers, and its name is added to that
   table, which moves for it.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "strip.h"

#define ALIGNMENT_MAX 4096

struct section
{
  GElf_Shdr header;
  bool kept;                    /* its header is */
  size_t index;                 /* where it is kept, else 0 */
  size_t offset;                /* likewise, in the new file */
};

struct plan
{
  const struct object *object;
  const struct strip_section *added; /* NULL: none */
  size_t added_offset;
  GElf_Ehdr header;
  struct section *sections;     /* by their old indices */
  size_t n_sections, n_kept, n_left_out;
  size_t fixed;                 /* the bytes ahead of this stay in place */
  size_t headers;               /* offset of the new section headers */
};

/* Whether the file has SIZE bytes at OFFSET.  */
static bool
inside_p (const struct object *object, size_t offset, size_t size)
{
  return offset <= object->size && size <= object->size - offset;
}

/* Whether SECTION has bytes in the file.  */
static bool
filled_p (const struct section *section)
{
  return section->header.sh_type != SHT_NULL
         && section->header.sh_type != SHT_NOBITS;
}

static bool
allocated_p (const struct section *section)
{
  return (section->header.sh_flags & SHF_ALLOC) != 0;
}

/* Reads the section headers into PLAN, which has none where there are none.
   Returns NULL, or why not.  */
static const char *
read_sections (struct plan *plan)
{
  const struct object *object = plan->object;
  size_t n;
  if (gelf_getehdr (object->elf, &plan->header) == NULL
      || elf_getshdrnum (object->elf, &n) != 0)
    return elf_errmsg (-1);
  if (plan->header.e_ident[EI_CLASS] != ELFCLASS64)
    return "is for no 64-bit machine";
  /* From there on the numbers stand elsewhere.  */
  if (n >= SHN_LORESERVE)
    return "has too many sections";
  if (n > 0 && plan->header.e_shstrndx >= n)
    return "has no names of its sections";
  plan->sections = cli_calloc (n, sizeof *plan->sections);
  plan->n_sections = n;
  for (size_t i = 0; i < n; i++)
    {
      struct section *s = &plan->sections[i];
      if (gelf_getshdr (elf_getscn (object->elf, i), &s->header) == NULL)
        return elf_errmsg (-1);
      if (filled_p (s)
          && !inside_p (object, s->header.sh_offset, s->header.sh_size))
        return "has a section that reaches past the end of the file";
    }
  return NULL;
}

/* Whether the ELF header, which is to change, is a part of something else.  */
static bool
header_shared_p (const struct plan *plan)
{
  const struct object *object = plan->object;
  size_t size = sizeof (Elf64_Ehdr);
  bool shared = (object->n_segments > 0 && plan->header.e_phoff < size)
                || (object->strings_size > 0 && object->strings < size);
  for (size_t i = 0; i < object->n_segments; i++)
    {
      const GElf_Phdr *s = &object->segments[i];
      shared |= s->p_type != PT_LOAD && s->p_type != PT_NULL
                && s->p_filesz > 0 && s->p_offset < size;
    }
  for (size_t i = 1; i < plan->n_sections; i++)
    shared |= filled_p (&plan->sections[i])
              && plan->sections[i].header.sh_size > 0
              && plan->sections[i].header.sh_offset < size;
  return shared;
}

/* SECTION's name, "" where it has none.  */
static const char *
section_name (const struct plan *plan, const struct section *section)
{
  const struct section *table = &plan->sections[plan->header.e_shstrndx];
  size_t at = section->header.sh_name, size = table->header.sh_size;
  if (table->header.sh_type != SHT_STRTAB || at >= size)
    return "";
  const char *name = plan->object->data + table->header.sh_offset + at;
  return memchr (name, 0, size - at) != NULL ? name : "";
}

static bool
debugging_name_p (const char *name)
{
  static const char *const starts[]
    = { ".debug_", ".zdebug_", ".gnu.debuglto", ".stab" };
  for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
    if (strncmp (name, starts[i], strlen (starts[i])) == 0)
      return true;
  return strcmp (name, ".gdb_index") == 0 || strcmp (name, ".comment") == 0;
}

/* Whether neither a loader nor an unwinder reads SECTION.  */
static bool
unneeded_p (const struct plan *plan, const struct section *section)
{
  if (allocated_p (section))
    return false;
  const char *name = section_name (plan, section);
  if (plan->added != NULL && strcmp (name, plan->added->name) == 0)
    return true;
  switch (section->header.sh_type)
    {
    case SHT_SYMTAB:
    case SHT_SYMTAB_SHNDX:
    case SHT_REL:               /* left by --emit-relocs, of no use without */
    case SHT_RELA:              /* the symbols */
      return true;
    case SHT_STRTAB:
      if (strcmp (name, ".strtab") == 0)
        return true;
    }
  return debugging_name_p (name);
}

/* Leaves out what is not kept; ahead of an allocated section, a header that
   says nothing stays.  */
static void
leave_out (struct plan *plan)
{
  bool ahead = false;
  for (size_t i = plan->n_sections; i-- > 1;)
    {
      struct section *s = &plan->sections[i];
      ahead = ahead || allocated_p (s);
      if (s->kept)
        continue;
      plan->n_left_out++;
      s->header = (GElf_Shdr) { .sh_type = SHT_NULL };
      s->kept = ahead;
    }
}

/* Says of each section whether it is kept, and where.  */
static void
choose_sections (struct plan *plan)
{
  struct section *sections = plan->sections;
  size_t n = plan->n_sections;
  for (size_t i = 0; i < n; i++)
    sections[i].kept = i == 0 || i == plan->header.e_shstrndx
                       || !unneeded_p (plan, &sections[i]);
  /* What a kept one refers to is kept too.  */
  for (size_t i = 1; i < n; i++)
    for (size_t j = sections[i].kept ? sections[i].header.sh_link : 0;
         j < n && !sections[j].kept; j = sections[j].header.sh_link)
      sections[j].kept = true;
  leave_out (plan);
  for (size_t i = 0; i < n; i++)
    if (sections[i].kept)
      sections[i].index = plan->n_kept++;
}

/* PLAN's fixed part reaches at least to SIZE bytes behind OFFSET, where the
   file has these.  */
static void
fix (struct plan *plan, size_t offset, size_t size)
{
  if (inside_p (plan->object, offset, size) && offset + size > plan->fixed)
    plan->fixed = offset + size;
}

static void
find_fixed_part (struct plan *plan)
{
  const struct object *object = plan->object;
  fix (plan, 0, sizeof (Elf64_Ehdr));
  fix (plan, plan->header.e_phoff, object->n_segments * sizeof (Elf64_Phdr));
  for (size_t i = 0; i < object->n_segments; i++)
    fix (plan, object->segments[i].p_offset, object->segments[i].p_filesz);
  for (size_t i = 1; i < plan->n_sections; i++)
    {
      const struct section *s = &plan->sections[i];
      if (allocated_p (s) && filled_p (s))
        fix (plan, s->header.sh_offset, s->header.sh_size);
    }
}

static size_t
align (size_t offset, size_t alignment)
{
  if (alignment == 0 || (alignment & (alignment - 1)) != 0
      || alignment > ALIGNMENT_MAX)
    return offset;
  return (offset + alignment - 1) & ~(alignment - 1);
}

/* The table of section names.  */
static struct section *
names (const struct plan *plan)
{
  return &plan->sections[plan->header.e_shstrndx];
}

/* Whether a section can be added: its name can.  */
static bool
extensible_p (const struct plan *plan)
{
  return names (plan)->header.sh_type == SHT_STRTAB
         && !allocated_p (names (plan))
         && names (plan)->header.sh_size < UINT32_MAX;
}

/* Puts the section that is added, and the names with its own, behind END;
   where these end.  */
static size_t
lay_out_added (struct plan *plan, size_t end)
{
  if (plan->added == NULL)
    return end;
  names (plan)->offset = end;
  plan->added_offset
    = end + names (plan)->header.sh_size + strlen (plan->added->name) + 1;
  return plan->added_offset + plan->added->size;
}

/* Says where each section goes.  Returns NULL, or why none can.  */
static const char *
lay_out (struct plan *plan)
{
  find_fixed_part (plan);
  size_t end = plan->fixed;
  for (size_t i = 1; i < plan->n_sections; i++)
    {
      struct section *s = &plan->sections[i];
      const GElf_Shdr *h = &s->header;
      s->offset = h->sh_offset;
      if (!s->kept || allocated_p (s) || h->sh_type == SHT_NULL
          || (plan->added != NULL && s == names (plan)))
        continue;
      size_t size = filled_p (s) ? h->sh_size : 0;
      if (size > 0 && h->sh_offset + size <= plan->fixed)
        continue;
      s->offset = align (end, h->sh_addralign);
      end = s->offset + size;
      /* Many headers may name the same bytes; their copies are not to fill
         the memory.  */
      if (end - plan->fixed > plan->object->size)
        return "has sections that overlap";
    }
  plan->headers
    = align (lay_out_added (plan, end), sizeof (Elf64_Xword));
  return NULL;
}

/* The new index of the section that was at INDEX; OTHER where it is left
   out.  */
static size_t
new_index (const struct plan *plan, size_t index, size_t other)
{
  if (index == 0 || index >= plan->n_sections)
    return index;
  return plan->sections[index].kept ? plan->sections[index].index : other;
}

/* Whether SECTION has symbols, and stands behind what stays as it is.  */
static bool
movable_symbols_p (const struct plan *plan, const struct section *section)
{
  return section->kept && section->offset >= plan->fixed
         && (section->header.sh_type == SHT_DYNSYM
             || section->header.sh_type == SHT_SYMTAB);
}

/* Symbols name their section by its index.  */
static void
renumber_symbols (const struct plan *plan, const struct section *section,
                  char *data)
{
  size_t n = section->header.sh_size / sizeof (Elf64_Sym);
  for (size_t i = 0; i < n; i++)
    {
      unsigned char *field = (unsigned char *) data + section->offset
                             + i * sizeof (Elf64_Sym)
                             + offsetof (Elf64_Sym, st_shndx);
      size_t index = new_index (plan, field[0] | field[1] << 8, SHN_ABS);
      field[0] = index & 0xff;
      field[1] = index >> 8;
    }
}

/* Copies what stays in place, and what is closed up.  What stands between,
   and is of no use, becomes zeros.  */
static void
copy_contents (const struct plan *plan, char *data)
{
  const struct object *object = plan->object;
  const char *old = object->data;
  size_t phoff = plan->header.e_phoff;
  size_t size = object->n_segments * sizeof (Elf64_Phdr);
  if (inside_p (object, phoff, size))
    memcpy (data + phoff, old + phoff, size);
  for (size_t i = 0; i < object->n_segments; i++)
    {
      const GElf_Phdr *p = &object->segments[i];
      if (inside_p (object, p->p_offset, p->p_filesz))
        memcpy (data + p->p_offset, old + p->p_offset, p->p_filesz);
    }
  for (size_t i = 1; i < plan->n_sections; i++)
    {
      const struct section *s = &plan->sections[i];
      if (s->kept && filled_p (s))
        memcpy (data + s->offset, old + s->header.sh_offset,
                s->header.sh_size);
    }
  if (plan->added == NULL)
    return;
  strcpy (data + names (plan)->offset + names (plan)->header.sh_size,
          plan->added->name);
  memcpy (data + plan->added_offset, plan->added->data, plan->added->size);
}

/* SECTION's header, as it stands in the new file.  */
static GElf_Shdr
new_header (const struct plan *plan, const struct section *section)
{
  GElf_Shdr header = section->header;
  header.sh_offset = section->offset;
  if (plan->added != NULL && section == names (plan))
    header.sh_size += strlen (plan->added->name) + 1;
  header.sh_link = new_index (plan, header.sh_link, 0);
  if ((header.sh_flags & SHF_INFO_LINK) != 0 || header.sh_type == SHT_REL
      || header.sh_type == SHT_RELA)
    header.sh_info = new_index (plan, header.sh_info, 0);
  return header;
}

/* Converts the SIZE bytes at FROM, of TYPE, to the file's order at TO.  */
static void
put (void *to, void *from, size_t size, Elf_Type type)
{
  Elf_Data source = { .d_buf = from, .d_type = type, .d_version = EV_CURRENT,
                      .d_size = size };
  Elf_Data target = { .d_buf = to, .d_type = type, .d_version = EV_CURRENT,
                      .d_size = size };
  elf64_xlatetof (&target, &source, ELFDATA2LSB);
}

/* Writes the header of the section that is added to TO.  */
static void
write_added_header (const struct plan *plan, char *to)
{
  GElf_Shdr header = {
    .sh_name = (GElf_Word) names (plan)->header.sh_size,
    .sh_type = SHT_PROGBITS,
    .sh_offset = plan->added_offset,
    .sh_size = plan->added->size,
    .sh_addralign = 1,
  };
  put (to, &header, sizeof header, ELF_T_SHDR);
}

/* How many section headers the new file has.  */
static size_t
count_headers (const struct plan *plan)
{
  return plan->n_kept + (plan->added != NULL);
}

static void
write_headers (const struct plan *plan, char *data)
{
  GElf_Ehdr header = plan->header;
  header.e_shoff = plan->headers;
  header.e_shnum = count_headers (plan);
  header.e_shentsize = sizeof (Elf64_Shdr);
  header.e_shstrndx = new_index (plan, header.e_shstrndx, 0);
  put (data, &header, sizeof header, ELF_T_EHDR);
  /* The first header is no section's; it may count the segments.  */
  char *at = data + plan->headers;
  put (at, &plan->sections[0].header, sizeof (Elf64_Shdr), ELF_T_SHDR);
  for (size_t i = 1; i < plan->n_sections; i++)
    {
      const struct section *s = &plan->sections[i];
      GElf_Shdr section = new_header (plan, s);
      if (s->kept)
        put (at + s->index * sizeof section, &section, sizeof section,
             ELF_T_SHDR);
    }
  if (plan->added != NULL)
    write_added_header (plan, at + plan->n_kept * sizeof (Elf64_Shdr));
}

/* The new file, as PLAN says.  */
static char *
build (const struct plan *plan, size_t *size)
{
  *size = plan->headers + count_headers (plan) * sizeof (Elf64_Shdr);
  char *data = cli_calloc (1, *size);
  copy_contents (plan, data);
  for (size_t i = 1; i < plan->n_sections; i++)
    if (movable_symbols_p (plan, &plan->sections[i]))
      renumber_symbols (plan, &plan->sections[i], data);
  write_headers (plan, data);
  return data;
}

const char *
strip_object (const struct object *object, const struct strip_section *added,
              char **data, size_t *size)
{
  struct plan plan = { .object = object };
  *data = NULL;
  const char *why = read_sections (&plan);
  if (why == NULL && header_shared_p (&plan))
    why = "has its ELF header in a section";
  if (why == NULL && plan.n_sections > 0)
    {
      if (added != NULL && extensible_p (&plan))
        plan.added = added;
      choose_sections (&plan);
      if (plan.n_left_out > 0)
        why = lay_out (&plan);
      if (why == NULL && plan.n_left_out > 0)
        *data = build (&plan, size);
    }
  free (plan.sections);
  return why;
}
