/* base64.c: base64, four characters or three bytes at a time.

   SPDX-License-Identifier: MIT  */

#include "base64.h"

#include <stdint.h>

#include "sparta.h"

/* What a character stands for, with bit 6 set; 0: nothing.  */
#define GIVEN 64
static const unsigned char sextets[256] = {
  ['A'] = 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80,
  81, 82, 83, 84, 85, 86, 87, 88, 89,
  ['a'] = 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101, 102, 103, 104,
  105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115,
  ['0'] = 116, 117, 118, 119, 120, 121, 122, 123, 124, 125,
  ['+'] = 126, ['-'] = 126, ['/'] = 127, ['_'] = 127,
};

size_t
spartap_base64_decoded_max (size_t size)
{
  return size / 4 * 3 + 2;
}

/* How many of SIZE characters at IN stand before the padding; -1 where the
   padding is not what makes whole fours.  */
static ssize_t
unpadded (const char *in, size_t size)
{
  size_t left = size;
  while (left > 0 && size - left < 2 && in[left - 1] == '=')
    left--;
  if (left % 4 == 1 || (left < size && size % 4 != 0))
    return -1;
  return left;
}

/* Decodes the last two or three characters; returns -1, or their bytes.  */
static int
decode_rest (char *out, const unsigned char *in, size_t size)
{
  unsigned a = sextets[in[0]], b = sextets[in[1]];
  unsigned c = size == 3 ? sextets[in[2]] : GIVEN;
  if ((a & b & c & GIVEN) == 0)
    return -1;
  out[0] = a << 2 | (b & 63) >> 4;
  if (size == 3)
    out[1] = b << 4 | (c & 63) >> 2;
  return size - 1;
}

ssize_t
spartap_base64_decode (char *out, const char *in, size_t size)
{
  ssize_t left = unpadded (in, size);
  if (left < 0)
    return -1;
  const unsigned char *p = (const unsigned char *) in;
  char *to = out;
  for (; left >= 4; left -= 4, p += 4, to += 3)
    {
      uint32_t a = sextets[p[0]], b = sextets[p[1]], c = sextets[p[2]],
               d = sextets[p[3]];
      if ((a & b & c & d & GIVEN) == 0)
        return -1;
      /* The bits of GIVEN fall on their neighbours' lowest: off again.  */
      uint32_t bits = (a << 18 ^ b << 12 ^ c << 6 ^ d)
                      ^ (GIVEN << 12 ^ GIVEN << 6 ^ GIVEN);
      to[0] = bits >> 16;
      to[1] = bits >> 8;
      to[2] = bits;
    }
  if (left > 0)
    {
      int rest = decode_rest (to, p, left);
      if (rest < 0)
        return -1;
      to += rest;
    }
  return to - out;
}

static const char alphabet[]
  = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* Encodes the last SIZE bytes, one or two.  */
static void
encode_rest (char *to, const unsigned char *p, size_t size)
{
  unsigned second = size == 2 ? p[1] : 0;
  to[0] = alphabet[p[0] >> 2];
  to[1] = alphabet[(p[0] & 3) << 4 | second >> 4];
  to[2] = size == 2 ? alphabet[(second & 15) << 2] : '=';
  to[3] = '=';
}

void
spartap_base64_encode (char *to, const void *data, size_t size)
{
  const unsigned char *p = data;
  for (; size >= 3; size -= 3, p += 3, to += 4)
    {
      uint32_t bits = (uint32_t) p[0] << 16 | (uint32_t) p[1] << 8 | p[2];
      to[0] = alphabet[bits >> 18];
      to[1] = alphabet[bits >> 12 & 63];
      to[2] = alphabet[bits >> 6 & 63];
      to[3] = alphabet[bits & 63];
    }
  if (size > 0)
    encode_rest (to, p, size);
}

int
spartap_base64_append (struct spartap_buffer *buffer, const void *data,
                       size_t size)
{
  if (size > SIZE_MAX / 4)
    return SPARTA_ENOMEM;
  size_t encoded = spartap_base64_encoded (size);
  int error = spartap_buffer_reserve (buffer, encoded);
  if (error != 0)
    return error;
  spartap_base64_encode (buffer->data + buffer->size, data, size);
  buffer->size += encoded;
  buffer->data[buffer->size] = 0;
  return 0;
}
