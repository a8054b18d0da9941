/*
 * The loop of BPR epochs as a C compiler makes it: the floor of a kernel's time on one thread.
 *
 *   gcc -O3 -march=native -ffast-math -o bpr bpr.c -lm
 *   yes run | head -5 | ./bpr pairs.bin numUsers numItems dim blocks
 *
 * pairs.bin holds user and item, int32, in turns. An epoch visits every pair once and draws a negative that the user is
 * not known to have; u, i, j and the biases of i and j move along the gradient of log sigma(u . (i - j) + bias of i -
 * bias of j), less the L2 pull. With 1 block the order is a plain shuffle; with more, users and items are dealt into as
 * many blocks, cells are visited one after another, and negatives come from the cell's items, so that a cell's vectors
 * stay in cache. Answers each line of its input with a line of JSON: the seconds of an epoch, shuffling included, and
 * its mean loss.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
  int32_t user, item;
} Pair;

typedef struct {
  float *users, *items, *biases;
  int dim;
  float rate, l2;
} Model;

static uint32_t state = 1;

/* splitmix32 */
static inline uint32_t draw(void) {
  uint32_t t = state += 0x9e3779b9;
  t = (t ^ t >> 16) * 0x21f0aaad;
  t = (t ^ t >> 15) * 0x735a2d97;
  return t ^ t >> 15;
}

static inline uint32_t below(uint32_t bound) { return (uint64_t)draw() * bound >> 32; }

static void fail(const char *reason) {
  fprintf(stderr, "%s\n", reason);
  exit(1);
}

static void *zeros(size_t count, size_t size) {
  size_t bytes = (count * size + 63) / 64 * 64;
  void *block = aligned_alloc(64, bytes);
  if (!block) fail("out of memory");
  return memset(block, 0, bytes);
}

static float *vectors(size_t rows, int dim) {
  float *all = zeros(rows * dim, sizeof(float));
  for (size_t n = 0; n < rows * dim; n++) all[n] = 0.2f * (draw() / 4294967296.0f - 0.5f);
  return all;
}

static int32_t *shuffled(int32_t *order, int32_t count) {
  for (int32_t n = 0; n < count; n++) order[n] = n;
  for (int32_t left = count; left > 1; left--) {
    int32_t drawn = below(left), held = order[drawn];
    order[drawn] = order[left - 1];
    order[left - 1] = held;
  }
  return order;
}

/* Moves one triple and returns its loss. */
static inline float move(Model m, int32_t user, int32_t positive, int32_t negative) {
  float *restrict u = m.users + (size_t)user * m.dim;
  float *restrict i = m.items + (size_t)positive * m.dim;
  float *restrict j = m.items + (size_t)negative * m.dim;
  float x = m.biases[positive] - m.biases[negative];
  for (int d = 0; d < m.dim; d++) x += u[d] * (i[d] - j[d]);
  float e = expf(-fabsf(x));
  float g = m.rate * (x > 0 ? e : 1) / (1 + e);
  float keep = 1 - m.rate * m.l2;
  for (int d = 0; d < m.dim; d++) {
    float own = u[d], a = i[d], b = j[d];
    u[d] = keep * own + g * (a - b);
    i[d] = keep * a + g * own;
    j[d] = keep * b - g * own;
  }
  m.biases[positive] = keep * m.biases[positive] + g;
  m.biases[negative] = keep * m.biases[negative] - g;
  return fmaxf(-x, 0) + log1pf(e);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

int main(int count, char **arguments) {
  if (count != 6) fail("usage: bpr pairs.bin numUsers numItems dim blocks");
  int32_t numUsers = atoi(arguments[2]), numItems = atoi(arguments[3]);
  int dim = atoi(arguments[4]), blocks = atoi(arguments[5]);
  FILE *file = fopen(arguments[1], "rb");
  if (!file) fail("the pairs cannot be read");
  fseek(file, 0, SEEK_END);
  size_t length = ftell(file) / sizeof(Pair);
  rewind(file);
  Pair *pairs = zeros(length, sizeof(Pair)), *dealt = zeros(length, sizeof(Pair));
  if (fread(pairs, sizeof(Pair), length, file) != length || length > UINT32_MAX) fail("the pairs are cut off");
  fclose(file);

  /* One bit for each user and item: 1 where the pair is known. */
  uint8_t *known = zeros((size_t)numUsers * numItems / 8 + 1, 1);
  for (size_t n = 0; n < length; n++) {
    if (pairs[n].user < 0 || pairs[n].user >= numUsers || pairs[n].item < 0 || pairs[n].item >= numItems)
      fail("a pair is out of range");
    size_t bit = (size_t)pairs[n].user * numItems + pairs[n].item;
    known[bit >> 3] |= 1 << (bit & 7);
  }

  Model model = {vectors(numUsers, dim), vectors(numItems, dim), zeros(numItems, sizeof(float)), dim, 0.05f, 0.005f};
  int32_t *userBlock = shuffled(zeros(numUsers, sizeof(int32_t)), numUsers);
  for (int32_t user = 0; user < numUsers; user++) userBlock[user] = (int64_t)userBlock[user] * blocks / numUsers;
  int32_t *itemOrder = zeros(numItems, sizeof(int32_t)), *itemBlock = zeros(numItems, sizeof(int32_t));
  size_t *starts = zeros((size_t)blocks * blocks + 1, sizeof(size_t));
  printf("{\"pairs\":%zu}\n", length);
  fflush(stdout);

  for (char line[256]; fgets(line, sizeof line, stdin);) {
    double started = now(), loss = 0;
    shuffled(itemOrder, numItems);
    for (int32_t n = 0; n < numItems; n++) itemBlock[itemOrder[n]] = (int64_t)n * blocks / numItems;
    size_t cells = (size_t)blocks * blocks;
    memset(starts, 0, (cells + 1) * sizeof(size_t));
#define CELL(pair) ((size_t)userBlock[(pair).user] * blocks + itemBlock[(pair).item])
    for (size_t n = 0; n < length; n++) starts[CELL(pairs[n]) + 1]++;
    for (size_t cell = 0; cell < cells; cell++) starts[cell + 1] += starts[cell];
    for (size_t n = 0; n < length; n++) dealt[starts[CELL(pairs[n])]++] = pairs[n];
    for (size_t cell = 0, start = 0; cell < cells; start = starts[cell++]) {
      /* Item block b is the order from ceil(b * numItems / blocks). */
      int64_t block = cell % blocks;
      int32_t first = (block * numItems + blocks - 1) / blocks;
      int32_t items = ((block + 1) * numItems + blocks - 1) / blocks - first;
      for (size_t left = starts[cell] - start; left > 0; left--) {
        size_t drawn = start + below(left);
        Pair pair = dealt[drawn];
        dealt[drawn] = dealt[start + left - 1];
        dealt[start + left - 1] = pair;
        for (int tries = 0; tries < 32; tries++) {
          int32_t negative = itemOrder[first + below(items)];
          size_t bit = (size_t)pair.user * numItems + negative;
          if (known[bit >> 3] >> (bit & 7) & 1) continue;
          loss += move(model, pair.user, pair.item, negative);
          break;
        }
      }
    }
    printf("{\"seconds\":%.6f,\"result\":%.6f}\n", now() - started, loss / length);
    fflush(stdout);
  }
  return 0;
}
