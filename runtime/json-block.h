/* json-block.h: 64 bytes of a JSON text as masks, bit I for byte I.

   SPARTAP_BLOCKS is defined where the processor can; TARGET then makes a
   function that may call what is here.  On x86-64 that is AVX2, which a
   processor is asked for (spartap_block_p) before such a function is called.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_JSON_BLOCK_H
#define SPARTAP_JSON_BLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "json-special.h"

struct spartap_block_masks
{
  uint64_t quotes, backslashes, opening, closing;
};

#if defined __x86_64__ && !defined SPARTAP_PLAINLY

# include <immintrin.h>
# define SPARTAP_BLOCKS 1
# define TARGET __attribute__ ((target ("avx2,bmi,pclmul,popcnt")))

/* Reads what libgcc found out when the process began.  */
static inline bool
spartap_block_p (void)
{
  return __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("bmi")
         && __builtin_cpu_supports ("pclmul")
         && __builtin_cpu_supports ("popcnt");
}

TARGET static inline uint64_t
equal (__m256i low, __m256i high, char c)
{
  __m256i wanted = _mm256_set1_epi8 (c);
  uint32_t first = _mm256_movemask_epi8 (_mm256_cmpeq_epi8 (low, wanted));
  uint32_t second = _mm256_movemask_epi8 (_mm256_cmpeq_epi8 (high, wanted));
  return first | (uint64_t) second << 32;
}

/* Brackets differ from braces in the bit 0x20.  */
TARGET static inline struct spartap_block_masks
masks_of (const char *p)
{
  __m256i shape = _mm256_set1_epi8 (0x20);
  __m256i low = _mm256_loadu_si256 ((const __m256i *) p);
  __m256i high = _mm256_loadu_si256 ((const __m256i *) (p + 32));
  __m256i low_shape = _mm256_or_si256 (low, shape);
  __m256i high_shape = _mm256_or_si256 (high, shape);
  return (struct spartap_block_masks) {
    .quotes = equal (low, high, '"'),
    .backslashes = equal (low, high, '\\'),
    .opening = equal (low_shape, high_shape, '{'),
    .closing = equal (low_shape, high_shape, '}'),
  };
}

/* Bit I of the result is the parity of the bits up to I: a product without
   carries by a number of all ones.  */
TARGET static inline uint64_t
parity (uint64_t bits)
{
  return _mm_cvtsi128_si64 (_mm_clmulepi64_si128 (
    _mm_set_epi64x (0, bits), _mm_set1_epi8 (-1), 0));
}

#elif defined SPARTAP_NEON

# define SPARTAP_BLOCKS 1
# define TARGET

static inline bool
spartap_block_p (void)
{
  return true;
}

/* Of each byte that is C one bit stays, by its place in eight; three rounds of
   adding neighbours bring the bits together.  */
static inline uint64_t
equal (const uint8x16_t bytes[4], uint8_t c)
{
  static const uint8_t places[16] = { 1, 2, 4, 8, 16, 32, 64, 128,
                                      1, 2, 4, 8, 16, 32, 64, 128 };
  uint8x16_t place = vld1q_u8 (places), wanted = vdupq_n_u8 (c);
  uint8x16_t bit[4];
  for (int i = 0; i < 4; i++)
    bit[i] = vandq_u8 (vceqq_u8 (bytes[i], wanted), place);
  uint8x16_t sum = vpaddq_u8 (vpaddq_u8 (bit[0], bit[1]),
                              vpaddq_u8 (bit[2], bit[3]));
  return vgetq_lane_u64 (vreinterpretq_u64_u8 (vpaddq_u8 (sum, sum)), 0);
}

static inline struct spartap_block_masks
masks_of (const char *p)
{
  uint8x16_t bytes[4], shape[4];
  for (int i = 0; i < 4; i++)
    {
      bytes[i] = vld1q_u8 ((const uint8_t *) p + 16 * i);
      shape[i] = vorrq_u8 (bytes[i], vdupq_n_u8 (0x20));
    }
  return (struct spartap_block_masks) {
    .quotes = equal (bytes, '"'),
    .backslashes = equal (bytes, '\\'),
    .opening = equal (shape, '{'),
    .closing = equal (shape, '}'),
  };
}

static inline uint64_t
parity (uint64_t bits)
{
  for (int n = 1; n < 64; n *= 2)
    bits ^= bits << n;
  return bits;
}

#endif

#endif /* SPARTAP_JSON_BLOCK_H */
