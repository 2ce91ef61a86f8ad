/* elf-notes.c: the manifests, the mark of an executable, and the build id.

   Notes are found through the section headers, and through the segments where
   there are no section headers.  A note of ours is known by its name and type,
   not by its section: a linker script may have gathered all notes in one.

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <string.h>

#include "cli.h"
#include "elf-internal.h"
#include "sparta-abi.h"

/* What the plugin and libsparta-app leave.  */
static void
take_own_note (struct object *object, unsigned type, const char *descriptor,
               size_t size)
{
  if (type == SPARTA_NOTE_APP)
    object->app = true;
  if (type != SPARTA_NOTE_MANIFEST)
    return;
  object->manifests = cli_grow (object->manifests, object->n_manifests,
                                sizeof *object->manifests);
  object->manifests[object->n_manifests++]
    = cli_asprintf ("%.*s", (int) size, descriptor);
}

/* Whether the note at DATA's NAME_OFFSET is of NAME.  */
static bool
note_named_p (const Elf_Data *data, const GElf_Nhdr *note, size_t name_offset,
              const char *name)
{
  size_t size = strlen (name) + 1;
  return note->n_namesz == size
         && memcmp ((const char *) data->d_buf + name_offset, name, size) == 0;
}

static void
take_note (struct object *object, const Elf_Data *data, const GElf_Nhdr *note,
           size_t name_offset, size_t descriptor_offset)
{
  const char *descriptor = (const char *) data->d_buf + descriptor_offset;
  if (note_named_p (data, note, name_offset, SPARTA_NOTE_NAME))
    take_own_note (object, note->n_type, descriptor, note->n_descsz);
  if (note_named_p (data, note, name_offset, ELF_NOTE_GNU)
      && note->n_type == NT_GNU_BUILD_ID)
    {
      object->build_id = (const unsigned char *) descriptor;
      object->build_id_size = note->n_descsz;
    }
}

static void
read_notes (struct object *object, Elf_Data *data)
{
  size_t position = 0, next, name, descriptor;
  GElf_Nhdr note;
  if (data == NULL)
    return;
  while (position < data->d_size
         && (next = gelf_getnote (data, position, &note, &name, &descriptor))
              > position)
    {
      take_note (object, data, &note, name, descriptor);
      position = next;
    }
}

/* Whether there are section headers at all.  */
static bool
read_section_notes (struct object *object)
{
  Elf_Scn *section = NULL;
  GElf_Shdr header;
  bool any = false;
  while ((section = elf_nextscn (object->elf, section)) != NULL)
    {
      any = true;
      if (gelf_getshdr (section, &header) != NULL
          && header.sh_type == SHT_NOTE)
        read_notes (object, elf_getdata (section, NULL));
    }
  return any;
}

int
object_read_notes (struct object *object)
{
  if (read_section_notes (object))
    return 0;
  for (size_t i = 0; i < object->n_segments; i++)
    {
      const GElf_Phdr *s = &object->segments[i];
      if (s->p_type == PT_NOTE)
        read_notes (object,
                    object_chunk (object, s->p_offset, s->p_filesz,
                                  s->p_align == 8 ? ELF_T_NHDR8
                                                  : ELF_T_NHDR));
    }
  return 0;
}
