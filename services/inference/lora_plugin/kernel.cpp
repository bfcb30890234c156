// Low-rank updates of a batch's single rows, each with the matrices of its own slot.
//
//   output[row] += (input[row] . down[slot]^T) . up[slot]
//
// Numbers are bfloat16 or float, sums are floats. One call takes the place of two matrix products
// and a mask, whose overhead outweighs what they compute while requests write a token each.
#include <algorithm>
#include <cstdint>
#include <cstring>

#ifdef __AVX512BF16__
#include <immintrin.h>
#endif

namespace {

// What vLLM has at most (MaxLoRARanks).
constexpr int64_t LARGEST_RANK = 512;
// Rows that share what is read of a matrix (`ROWS_TOGETHER` of kernel.py).
constexpr int64_t TOGETHER = 4;
// Waking another thread costs about as much as thirty rows do.
constexpr int64_t ALONE = 16;
// Columns whose floats stay in the nearest cache while all rows of a matrix meet them.
constexpr int64_t CHUNK = 512;

// As many floats as the widest registers hold.
#ifdef __AVX512F__
constexpr int64_t LANES = 16;
#else
constexpr int64_t LANES = 8;
#endif
typedef float Floats __attribute__((vector_size(4 * LANES)));
typedef uint32_t Words __attribute__((vector_size(4 * LANES)));
typedef uint16_t Halves __attribute__((vector_size(2 * LANES)));

// A bfloat16 is the upper half of a float.
struct Bfloat16 {
    uint16_t bits;
};

template <typename Vector>
inline Vector load(const void* numbers) {
    Vector loaded;
    std::memcpy(&loaded, numbers, sizeof loaded);
    return loaded;
}

inline Floats wide(const float* numbers) { return load<Floats>(numbers); }

inline Floats wide(const Bfloat16* numbers) {
    return reinterpret_cast<Floats>(__builtin_convertvector(load<Halves>(numbers), Words) << 16);
}

inline float number(float value) { return value; }

inline float number(Bfloat16 value) {
    const uint32_t bits = static_cast<uint32_t>(value.bits) << 16;
    return load<float>(&bits);
}

inline void store(float* into, Floats values) { std::memcpy(into, &values, sizeof values); }

inline void store(Bfloat16* into, Floats values) {
    const Words bits = reinterpret_cast<Words>(values);
    // To the nearest, ties to even; what is not a number stays none.
    const Words rounded = (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
    const Words kept = (bits & 0x7fffffff) > 0x7f800000 ? Words{} + 0x7fc0 : rounded;
    const Halves halves = __builtin_convertvector(kept, Halves);
    std::memcpy(into, &halves, sizeof halves);
}

template <typename Number>
inline void store_one(Number* into, float value) {
    Number numbers[LANES];
    store(numbers, Floats{} + value);
    *into = numbers[0];
}

// Adds the products of `N` rows of floats with `R` rows of a matrix, `stride` apart.
template <int N, int R, typename Number>
void add_products(float (*products)[N], const float (*inputs)[CHUNK], const Number* matrix,
                  int64_t stride, int64_t size) {
    Floats sums[R][N] = {};
    int64_t done = 0;
    for (; done + LANES <= size; done += LANES) {
        Floats right[R];
        for (int r = 0; r < R; ++r) right[r] = wide(matrix + r * stride + done);
        for (int n = 0; n < N; ++n) {
            const Floats left = wide(inputs[n] + done);
            for (int r = 0; r < R; ++r) sums[r][n] += left * right[r];
        }
    }
    for (int r = 0; r < R; ++r) {
        for (int n = 0; n < N; ++n) {
            float sum = 0;
            for (int64_t lane = 0; lane < LANES; ++lane) sum += sums[r][n][lane];
            for (int64_t i = done; i < size; ++i) sum += inputs[n][i] * number(matrix[r * stride + i]);
            products[r][n] += sum;
        }
    }
}

// The products of `N` rows with each of a matrix's rows.
template <int N, typename Number>
void project(float (*products)[N], const Number* const* inputs, const Number* matrix, int64_t rank,
             int64_t size) {
    std::memset(products, 0, rank * sizeof *products);
    for (int64_t begin = 0; begin < size; begin += CHUNK) {
        const int64_t columns = std::min(CHUNK, size - begin);
        float floats[N][CHUNK];
        for (int n = 0; n < N; ++n) {
            for (int64_t i = 0; i < columns; ++i) floats[n][i] = number(inputs[n][begin + i]);
        }
        const Number* column = matrix + begin;
        int64_t r = 0;
        for (; r + 2 <= rank; r += 2) {
            add_products<N, 2>(products + r, floats, column + r * size, size, columns);
        }
        if (r < rank) add_products<N, 1>(products + r, floats, column + r * size, size, columns);
    }
}

#ifdef __AVX512BF16__
// The same where the processor multiplies such numbers as they are.
template <int N>
void project(float (*products)[N], const Bfloat16* const* inputs, const Bfloat16* matrix,
             int64_t rank, int64_t size) {
    for (int64_t r = 0; r < rank; ++r) {
        const Bfloat16* row = matrix + r * size;
        __m512 sums[N];
        for (int n = 0; n < N; ++n) sums[n] = _mm512_setzero_ps();
        int64_t done = 0;
        for (; done + 2 * LANES <= size; done += 2 * LANES) {
            const auto right = load<__m512bh>(row + done);
            for (int n = 0; n < N; ++n) {
                sums[n] = _mm512_dpbf16_ps(sums[n], load<__m512bh>(inputs[n] + done), right);
            }
        }
        for (int n = 0; n < N; ++n) {
            float sum = _mm512_reduce_add_ps(sums[n]);
            for (int64_t i = done; i < size; ++i) sum += number(inputs[n][i]) * number(row[i]);
            products[r][n] = sum;
        }
    }
}
#endif

// To `LANES` columns of `N` rows, from `column`: `count` rows of a matrix, each by its weight for
// the row.
template <int N, typename Number>
void add_lanes(Number* const* into, const Number* matrix, int64_t stride,
               const float (*weights)[N], int64_t count, int64_t column) {
    Floats sums[N];
    for (int n = 0; n < N; ++n) sums[n] = wide(into[n] + column);
    for (int64_t r = 0; r < count; ++r) {
        const Floats numbers = wide(matrix + r * stride + column);
        for (int n = 0; n < N; ++n) sums[n] += weights[r][n] * numbers;
    }
    for (int n = 0; n < N; ++n) store(into[n] + column, sums[n]);
}

// The same for a column alone.
template <int N, typename Number>
void add_column(Number* const* into, const Number* matrix, int64_t stride,
                const float (*weights)[N], int64_t count, int64_t column) {
    for (int n = 0; n < N; ++n) {
        float sum = number(into[n][column]);
        for (int64_t r = 0; r < count; ++r) {
            sum += weights[r][n] * number(matrix[r * stride + column]);
        }
        store_one(into[n] + column, sum);
    }
}

// The matrices of a layer (`Layer` of kernel.py). `down` is (slots, slices * rank, inputs), `up` is
// (slots, slices * rank, outputs), where a slice's rows of `up` count only in its own columns:
// `ends` holds where each slice's columns end.
struct Layer {
    const void* down;
    const void* up;
    const int64_t* ends;
    int64_t inputs, slices, rank;
};

// `groups` is (count, 1 + TOGETHER): a slot, and the rows that use it, rising; -1 where a group has
// fewer. The strides are the distances of two rows; rows from `rows` on are left out.
template <typename Number>
struct Batch {
    Number* output;
    int64_t output_stride;
    const Number* input;
    int64_t input_stride, rows;
    const int32_t* groups;
    int64_t count;
};

inline bool none(float weight) { return weight == 0; }

// `N` rows of one slot.
template <int N, typename Number>
void add_rows(const Layer& layer, const Batch<Number>& batch, int64_t slot, const int32_t* rows) {
    Number* output[N];
    const Number* input[N];
    for (int n = 0; n < N; ++n) {
        output[n] = batch.output + rows[n] * batch.output_stride;
        input[n] = batch.input + rows[n] * batch.input_stride;
    }
    const int64_t outputs = layer.ends[layer.slices - 1];
    float weights[LARGEST_RANK][N];
    for (int64_t slice = 0, column = 0; slice < layer.slices; ++slice) {
        const int64_t first = (slot * layer.slices + slice) * layer.rank;
        const Number* down = static_cast<const Number*>(layer.down) + first * layer.inputs;
        const Number* up = static_cast<const Number*>(layer.up) + first * outputs;
        project(weights, input, down, layer.rank, layer.inputs);
        // An adapter of a lower rank than the buffers leaves rows of zeros at the end.
        int64_t count = layer.rank;
        while (count > 0 && std::all_of(weights[count - 1], weights[count - 1] + N, none)) --count;
        for (; column + LANES <= layer.ends[slice]; column += LANES) {
            add_lanes(output, up, outputs, weights, count, column);
        }
        for (; column < layer.ends[slice]; ++column) {
            add_column(output, up, outputs, weights, count, column);
        }
    }
}

template <typename Number>
void add_group(const Layer& layer, const Batch<Number>& batch, const int32_t* group) {
    const int32_t* rows = group + 1;
    int64_t count = 0;
    while (count < TOGETHER && rows[count] >= 0 && rows[count] < batch.rows) ++count;
    switch (count) {
        case 1: return add_rows<1>(layer, batch, group[0], rows);
        case 2: return add_rows<2>(layer, batch, group[0], rows);
        case 3: return add_rows<3>(layer, batch, group[0], rows);
        case TOGETHER: return add_rows<TOGETHER>(layer, batch, group[0], rows);
    }
}

template <typename Number>
void add_groups(const Layer& layer, const Batch<Number>& batch) {
#pragma omp parallel for if (batch.count > ALONE) schedule(static)
    for (int64_t group = 0; group < batch.count; ++group) {
        add_group(layer, batch, batch.groups + group * (1 + TOGETHER));
    }
}

}  // namespace

extern "C" void add_low_rank_bfloat16(const Layer* layer, Bfloat16* output, int64_t output_stride,
                                      const Bfloat16* input, int64_t input_stride, int64_t rows,
                                      const int32_t* groups, int64_t count) {
    add_groups(*layer, Batch<Bfloat16>{output, output_stride, input, input_stride, rows, groups,
                                       count});
}

extern "C" void add_low_rank_float(const Layer* layer, float* output, int64_t output_stride,
                                   const float* input, int64_t input_stride, int64_t rows,
                                   const int32_t* groups, int64_t count) {
    add_groups(*layer, Batch<float>{output, output_stride, input, input_stride, rows, groups,
                                    count});
}
