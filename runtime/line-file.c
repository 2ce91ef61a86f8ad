/* line-file.c: finds the table of lines in an ELF file; see line-table.h.

   The section is read into memory of its own, not mapped: a file that somebody
   cuts off meanwhile would be a bus error, in the handler of one perhaps.

   SPDX-License-Identifier: MIT  */

#include "cold-file.h"

#include "line-table.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* A table larger than this is none of ours.  */
#define TABLE_MAX ((uint64_t) 1 << 28)

/* Where a run of bytes is in the file.  */
struct place
{
  uint64_t offset, size;
};

/* Reads SIZE bytes of FD at OFFSET.  */
static bool
read_at (int fd, void *data, size_t size, uint64_t offset)
{
  char *p = data;
  while (size > 0)
    {
      if (offset > INT64_MAX)
        return false;
      ssize_t n = pread (fd, p, size, (off_t) offset);
      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return false;
      p += n;
      size -= (size_t) n;
      offset += (uint64_t) n;
    }
  return true;
}

/* Whether the file FD is an ELF file as this machine runs it: its headers are
   structs in memory then.  */
static bool
read_header (int fd, Elf64_Ehdr *header)
{
  const unsigned order
    = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? ELFDATA2LSB : ELFDATA2MSB;
  return read_at (fd, header, sizeof *header, 0)
         && memcmp (header->e_ident, ELFMAG, SELFMAG) == 0
         && header->e_ident[EI_CLASS] == ELFCLASS64
         && header->e_ident[EI_DATA] == order
         && header->e_shentsize == sizeof (Elf64_Shdr)
         && header->e_shstrndx < header->e_shnum;
}

static bool
read_section (int fd, const Elf64_Ehdr *header, size_t number,
              Elf64_Shdr *section)
{
  return read_at (fd, section, sizeof *section,
                  header->e_shoff + number * sizeof *section);
}

/* Whether SECTION is the table; NAMES is the section of the names.  */
static bool
table_p (int fd, const Elf64_Shdr *section, const Elf64_Shdr *names)
{
  char name[sizeof SPARTAP_LINES_SECTION];
  return section->sh_type == SHT_PROGBITS
         && (section->sh_flags & SHF_ALLOC) == 0
         && read_at (fd, name, sizeof name,
                     names->sh_offset + section->sh_name)
         && memcmp (name, SPARTAP_LINES_SECTION, sizeof name) == 0;
}

static bool
find_table (int fd, struct place *place)
{
  Elf64_Ehdr header;
  Elf64_Shdr names, section;
  if (!read_header (fd, &header)
      || !read_section (fd, &header, header.e_shstrndx, &names))
    return false;
  /* The last one but for the names, usually.  */
  for (size_t i = header.e_shnum; i-- > 1;)
    if (!read_section (fd, &header, i, &section))
      return false;
    else if (table_p (fd, &section, &names))
      {
        *place = (struct place) { section.sh_offset, section.sh_size };
        return true;
      }
  return false;
}

/* Reads the table of FD into memory of LINES.  */
static bool
open_table (struct spartap_lines *lines, int fd)
{
  struct place place;
  /* Not fstat, which glibc 2.33 gave a new name.  A pipe or a device has no
     end.  */
  off_t end = lseek (fd, 0, SEEK_END);
  if (end <= 0 || !find_table (fd, &place) || place.size == 0
      || place.size > TABLE_MAX || place.size > (uint64_t) end)
    return false;
  void *memory = mmap (NULL, place.size, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED)
    return false;
  bool sound = read_at (fd, memory, place.size, place.offset)
               && spartap_lines_open_memory (lines, memory, place.size);
  lines->memory = memory;
  lines->memory_size = place.size;
  if (!sound)
    spartap_lines_close (lines);
  return sound;
}

bool
spartap_lines_open (struct spartap_lines *lines, const char *path)
{
  memset (lines, 0, sizeof *lines);
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    return false;
  bool sound = open_table (lines, fd);
  close (fd);
  return sound;
}

void
spartap_lines_close (struct spartap_lines *lines)
{
  if (lines->memory != NULL)
    munmap (lines->memory, lines->memory_size);
  memset (lines, 0, sizeof *lines);
}
