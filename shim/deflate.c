/* deflate.c: see deflate.h.  A source of libzip's is a function that is called
   with commands, see zip_source_function(3).

   SPDX-License-Identifier: MIT  */

#include <config.h>

#include <libdeflate.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "deflate.h"

/* libdeflate's most: some per cent less than zlib's 9, in about its time.  */
#define LEVEL 12

struct entry
{
  char *data;
  size_t data_size, offset;     /* offset: what was read of it */
  size_t size;                  /* of what it was */
  unsigned long crc;
};

static zip_int64_t
tell (const struct entry *entry, zip_stat_t *status)
{
  zip_stat_init (status);
  status->size = entry->size;
  status->comp_size = entry->data_size;
  status->comp_method = ZIP_CM_DEFLATE;
  status->crc = entry->crc;
  status->encryption_method = ZIP_EM_NONE;
  status->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD
                  | ZIP_STAT_CRC | ZIP_STAT_ENCRYPTION_METHOD;
  return sizeof *status;
}

static zip_int64_t
give (struct entry *entry, void *data, size_t most)
{
  size_t left = entry->data_size - entry->offset;
  size_t size = most < left ? most : left;
  memcpy (data, entry->data + entry->offset, size);
  entry->offset += size;
  return size;
}

static zip_int64_t
command (void *opaque, void *data, zip_uint64_t size, zip_source_cmd_t wanted)
{
  struct entry *entry = opaque;
  switch (wanted)
    {
    case ZIP_SOURCE_OPEN:
      entry->offset = 0;
      return 0;
    case ZIP_SOURCE_READ:
      return give (entry, data, size);
    case ZIP_SOURCE_CLOSE:
      return 0;
    case ZIP_SOURCE_STAT:
      return tell (entry, data);
    case ZIP_SOURCE_ERROR:
      memset (data, 0, size);   /* two ints: there are no errors */
      return size;
    case ZIP_SOURCE_FREE:
      free (entry->data);
      free (entry);
      return 0;
    case ZIP_SOURCE_SUPPORTS:
      return ZIP_SOURCE_SUPPORTS_READABLE;
    default:
      return -1;
    }
}

/* Fills ENTRY; false: there is no memory for that.  */
static bool
compress (struct entry *entry, const char *data, size_t size)
{
  struct libdeflate_compressor *compressor
    = libdeflate_alloc_compressor (LEVEL);
  if (compressor == NULL)
    return false;
  size_t most = libdeflate_deflate_compress_bound (compressor, size);
  entry->data = cli_calloc (1, most);
  entry->data_size = libdeflate_deflate_compress (compressor, data, size,
                                                  entry->data, most);
  entry->size = size;
  entry->crc = libdeflate_crc32 (0, data, size);
  libdeflate_free_compressor (compressor);
  return true;
}

zip_source_t *
deflate_source (zip_t *zip, const char *data, size_t size)
{
  struct entry *entry = cli_calloc (1, sizeof *entry);
  zip_source_t *source = NULL;
  if (compress (entry, data, size))
    source = zip_source_function (zip, command, entry);
  if (source == NULL)
    {
      free (entry->data);
      free (entry);
    }
  return source;
}
