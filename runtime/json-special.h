/* json-special.h: the first byte of a few that is special in a JSON string.

   SPARTAP_STEP bytes are looked at in one step; the functions return the
   place of the first special one, or SPARTAP_STEP.  SSE2 and NEON belong to
   every x86-64 and AArch64; SPARTAP_PLAINLY leaves them out, for the tests.

   SPDX-License-Identifier: MIT  */

#ifndef SPARTAP_JSON_SPECIAL_H
#define SPARTAP_JSON_SPECIAL_H

#include <stdbool.h>
#include <stdint.h>

#if defined __SSE2__ && !defined SPARTAP_PLAINLY
# include <emmintrin.h>
#elif defined __aarch64__ && defined __ARM_NEON && !defined SPARTAP_PLAINLY \
      && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
# include <arm_neon.h>
# define SPARTAP_NEON 1
#endif

#define SPARTAP_STEP 16

static inline bool
spartap_special_p (char c)
{
  return c == '"' || c == '\\' || (unsigned char) c < 0x20
         || (unsigned char) c >= 0x80;
}

#if defined __SSE2__ && !defined SPARTAP_PLAINLY

static inline int
spartap_special_place (__m128i special)
{
  return __builtin_ctz (_mm_movemask_epi8 (special) | 1 << SPARTAP_STEP);
}

/* A quote or a backslash.  */
static inline int
spartap_special_quote (const char *p)
{
  __m128i bytes = _mm_loadu_si128 ((const __m128i *) p);
  return spartap_special_place (
    _mm_or_si128 (_mm_cmpeq_epi8 (bytes, _mm_set1_epi8 ('"')),
                  _mm_cmpeq_epi8 (bytes, _mm_set1_epi8 ('\\'))));
}

/* Or what spartap_special_p is true of: below a blank are, as signed bytes,
   those of longer characters too.  */
static inline int
spartap_special (const char *p)
{
  __m128i bytes = _mm_loadu_si128 ((const __m128i *) p);
  return spartap_special_place (
    _mm_or_si128 (_mm_cmplt_epi8 (bytes, _mm_set1_epi8 (' ')),
                  _mm_or_si128 (_mm_cmpeq_epi8 (bytes, _mm_set1_epi8 ('"')),
                                _mm_cmpeq_epi8 (bytes,
                                                _mm_set1_epi8 ('\\')))));
}

/* What may end a number or a word.  Bytes that are none of JSON's, below # and
   above 0x7F, are taken for that too.  */
static inline int
spartap_special_delimiter (const char *p)
{
  __m128i bytes = _mm_loadu_si128 ((const __m128i *) p);
  __m128i shape = _mm_or_si128 (bytes, _mm_set1_epi8 (0x20));
  return spartap_special_place (
    _mm_or_si128 (
      _mm_or_si128 (_mm_cmplt_epi8 (bytes, _mm_set1_epi8 ('#')),
                    _mm_cmpeq_epi8 (bytes, _mm_set1_epi8 (','))),
      _mm_or_si128 (_mm_cmpeq_epi8 (bytes, _mm_set1_epi8 (':')),
                    _mm_or_si128 (_mm_cmpeq_epi8 (shape,
                                                  _mm_set1_epi8 ('{')),
                                  _mm_cmpeq_epi8 (shape,
                                                  _mm_set1_epi8 ('}'))))));
}

#elif defined SPARTAP_NEON

/* There is no movemask; a shift leaves four bits of each byte.  */
static inline int
spartap_special_place (uint8x16_t special)
{
  uint8x8_t nibbles = vshrn_n_u16 (vreinterpretq_u16_u8 (special), 4);
  uint64_t mask = vget_lane_u64 (vreinterpret_u64_u8 (nibbles), 0);
  return mask == 0 ? SPARTAP_STEP : __builtin_ctzll (mask) >> 2;
}

static inline int
spartap_special_quote (const char *p)
{
  uint8x16_t bytes = vld1q_u8 ((const uint8_t *) p);
  return spartap_special_place (vorrq_u8 (vceqq_u8 (bytes, vdupq_n_u8 ('"')),
                                          vceqq_u8 (bytes,
                                                    vdupq_n_u8 ('\\'))));
}

static inline int
spartap_special (const char *p)
{
  uint8x16_t bytes = vld1q_u8 ((const uint8_t *) p);
  int8x16_t sign = vreinterpretq_s8_u8 (bytes);
  return spartap_special_place (
    vorrq_u8 (vcltq_s8 (sign, vdupq_n_s8 (' ')),
              vorrq_u8 (vceqq_u8 (bytes, vdupq_n_u8 ('"')),
                        vceqq_u8 (bytes, vdupq_n_u8 ('\\')))));
}

static inline int
spartap_special_delimiter (const char *p)
{
  uint8x16_t bytes = vld1q_u8 ((const uint8_t *) p);
  uint8x16_t shape = vorrq_u8 (bytes, vdupq_n_u8 (0x20));
  int8x16_t sign = vreinterpretq_s8_u8 (bytes);
  return spartap_special_place (
    vorrq_u8 (vorrq_u8 (vcltq_s8 (sign, vdupq_n_s8 ('#')),
                        vceqq_u8 (bytes, vdupq_n_u8 (','))),
              vorrq_u8 (vceqq_u8 (bytes, vdupq_n_u8 (':')),
                        vorrq_u8 (vceqq_u8 (shape, vdupq_n_u8 ('{')),
                                  vceqq_u8 (shape, vdupq_n_u8 ('}'))))));
}

#else

static inline int
spartap_special_quote (const char *p)
{
  int n = 0;
  while (n < SPARTAP_STEP && p[n] != '"' && p[n] != '\\')
    n++;
  return n;
}

static inline int
spartap_special (const char *p)
{
  int n = 0;
  while (n < SPARTAP_STEP && !spartap_special_p (p[n]))
    n++;
  return n;
}

static inline int
spartap_special_delimiter (const char *p)
{
  int n = 0;
  while (n < SPARTAP_STEP && p[n] != ',' && p[n] != ':' && (p[n] | 0x20) != '{'
         && (p[n] | 0x20) != '}' && (signed char) p[n] >= '#')
    n++;
  return n;
}

#endif

#endif /* SPARTAP_JSON_SPECIAL_H */
