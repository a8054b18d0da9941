/*
 * The loop that bpr-mf's kernel runs, as a C compiler makes it: the floor of its time on one thread.
 *
 *   gcc -O3 -march=native -ffast-math -o bpr bpr.c -lm
 *   ./bpr pairs.tsv numUsers numItems dim epochs
 *
 * Reads "user<tab>item" lines of dense indices. An epoch visits every pair once, in an order shuffled anew, and draws
 * a negative that the user is not known to have: u, i and j and both item biases move along the gradient of
 * log sigma(u . (i - j) + bias_i - bias_j), less the L2 pull. Prints one line of JSON: the seconds of each epoch,
 * shuffling included, and the mean loss of the last.
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static uint32_t state = 1;

/* splitmix32 */
static inline uint32_t draw(void) {
  uint32_t t = state += 0x9e3779b9;
  t = (t ^ t >> 16) * 0x21f0aaad;
  t = (t ^ t >> 15) * 0x735a2d97;
  return t ^ t >> 15;
}

static inline uint32_t below(uint32_t bound) { return (uint64_t)draw() * bound >> 32; }

static void *allocate(size_t bytes) {
  void *block = aligned_alloc(64, (bytes + 63) / 64 * 64);
  if (!block) {
    fputs("out of memory\n", stderr);
    exit(1);
  }
  return block;
}

static float *vectors(size_t rows, int dim) {
  float *all = allocate(rows * dim * sizeof(float));
  for (size_t n = 0; n < rows * dim; n++) all[n] = 0.2f * (draw() / 4294967296.0f - 0.5f);
  return all;
}

typedef struct {
  int32_t user, item;
} Pair;

typedef struct {
  float *users, *items, *biases;
  int dim;
  float rate, l2;
} Model;

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
  if (count != 6) {
    fputs("usage: bpr pairs.tsv numUsers numItems dim epochs\n", stderr);
    return 1;
  }
  FILE *file = fopen(arguments[1], "r");
  if (!file) {
    perror(arguments[1]);
    return 1;
  }
  int32_t numUsers = atoi(arguments[2]), numItems = atoi(arguments[3]);
  int dim = atoi(arguments[4]), epochs = atoi(arguments[5]);
  size_t length = 0, room = 1 << 20;
  Pair *pairs = malloc(room * sizeof(Pair));
  while (pairs && fscanf(file, "%d %d", &pairs[length].user, &pairs[length].item) == 2) {
    Pair pair = pairs[length];
    if (pair.user < 0 || pair.user >= numUsers || pair.item < 0 || pair.item >= numItems) {
      fprintf(stderr, "pair %zu is out of range\n", length);
      return 1;
    }
    if (++length == room) pairs = realloc(pairs, (room *= 2) * sizeof(Pair));
  }
  fclose(file);
  if (!pairs || length == 0 || length > UINT32_MAX || epochs < 1 || dim < 1) {
    fputs("nothing to train\n", stderr);
    return 1;
  }
  /* One bit a pair of user and item. */
  size_t bytes = (size_t)numUsers * numItems / 8 + 1;
  uint8_t *known = calloc(bytes, 1);
  if (!known) {
    fputs("out of memory\n", stderr);
    return 1;
  }
  for (size_t n = 0; n < length; n++) {
    size_t bit = (size_t)pairs[n].user * numItems + pairs[n].item;
    known[bit >> 3] |= 1 << (bit & 7);
  }
  Model model = {vectors(numUsers, dim), vectors(numItems, dim), calloc(numItems, sizeof(float)), dim, 0.05f, 0.005f};
  double loss = 0;
  printf("{\"seconds\":[");
  for (int epoch = 0; epoch < epochs; epoch++) {
    double started = now();
    loss = 0;
    for (size_t left = length; left > 0; left--) {
      size_t drawn = below(left);
      Pair pair = pairs[drawn];
      pairs[drawn] = pairs[left - 1];
      pairs[left - 1] = pair;
      for (int tries = 0; tries < 32; tries++) {
        int32_t negative = below(numItems);
        size_t bit = (size_t)pair.user * numItems + negative;
        if (known[bit >> 3] >> (bit & 7) & 1) continue;
        loss += move(model, pair.user, pair.item, negative);
        break;
      }
    }
    printf("%s%.6f", epoch ? "," : "", now() - started);
  }
  printf("],\"pairs\":%zu,\"loss\":%.6f}\n", length, loss / length);
  return 0;
}
