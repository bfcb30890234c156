// Low-rank updates of a batch's single rows, each with the matrices of its own slot.
//
//   output[row] += (input[row] . down[slot]^T) . up[slot]
//
// Numbers are bfloat16, sums are floats. One call takes the place of two matrix products and a
// mask, whose overhead outweighs what they compute while requests write a token each.
#include <algorithm>
#include <cstdint>
#include <cstring>

#ifdef __AVX512BF16__
#include <immintrin.h>
#endif

namespace {

// What vLLM has at most (MaxLoRARanks).
constexpr int64_t LARGEST_RANK = 512;
constexpr int64_t BLOCK = 64;
// Rows that share what is read of a matrix.
constexpr int64_t TOGETHER = 4;

inline float wide(uint16_t number) {
    const uint32_t bits = static_cast<uint32_t>(number) << 16;
    float value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
}

inline uint16_t narrow(float value) {
    uint32_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    // To the nearest, ties to even; what is not a number stays none.
    const uint32_t rounded = (bits + 0x7fff + ((bits >> 16) & 1)) >> 16;
    return (bits & 0x7fffffff) > 0x7f800000 ? 0x7fc0 : static_cast<uint16_t>(rounded);
}

// The products of `N` rows with one row of a matrix; rows of `inputs` lie `stride` apart.
template <int N>
void dots(float* products, const uint16_t* inputs, int64_t stride, const uint16_t* row,
          int64_t size) {
    int64_t done = 0;
    float sums[N] = {};
#ifdef __AVX512BF16__
    // The processor multiplies such numbers as they are.
    __m512 wide_sums[N];
    for (int n = 0; n < N; ++n) wide_sums[n] = _mm512_setzero_ps();
    for (; done + 32 <= size; done += 32) {
        const auto right = reinterpret_cast<__m512bh>(_mm512_loadu_si512(row + done));
        for (int n = 0; n < N; ++n) {
            const uint16_t* left = inputs + n * stride + done;
            wide_sums[n] = _mm512_dpbf16_ps(
                wide_sums[n], reinterpret_cast<__m512bh>(_mm512_loadu_si512(left)), right);
        }
    }
    for (int n = 0; n < N; ++n) sums[n] = _mm512_reduce_add_ps(wide_sums[n]);
#endif
    for (int n = 0; n < N; ++n) {
        const uint16_t* left = inputs + n * stride;
        float sum = sums[n];
#pragma omp simd reduction(+ : sum)
        for (int64_t i = done; i < size; ++i) sum += wide(left[i]) * wide(row[i]);
        products[n] = sum;
    }
}

// To `size` columns of `N` rows: `count` rows of a matrix, each by its weight for the row.
template <int N>
inline void add_block(uint16_t* into, int64_t into_stride, const uint16_t* matrix,
                      int64_t matrix_stride, const float (*weights)[N], int64_t count,
                      int64_t size) {
    float sums[N][BLOCK];
    for (int n = 0; n < N; ++n) {
#pragma omp simd
        for (int64_t i = 0; i < size; ++i) sums[n][i] = wide(into[n * into_stride + i]);
    }
    for (int64_t r = 0; r < count; ++r) {
        const uint16_t* row = matrix + r * matrix_stride;
#pragma omp simd
        for (int64_t i = 0; i < size; ++i) {
            const float number = wide(row[i]);
            for (int n = 0; n < N; ++n) sums[n][i] += weights[r][n] * number;
        }
    }
    for (int n = 0; n < N; ++n) {
#pragma omp simd
        for (int64_t i = 0; i < size; ++i) into[n * into_stride + i] = narrow(sums[n][i]);
    }
}

struct Layer {
    const uint16_t* down;
    const uint16_t* up;
    const int64_t* ends;
    int64_t inputs, slices, rank;
};

// `N` neighbouring rows of one slot.
template <int N>
void add_rows(uint16_t* output, int64_t output_stride, const uint16_t* input, int64_t input_stride,
              int64_t slot, const Layer& layer) {
    const int64_t outputs = layer.ends[layer.slices - 1];
    float weights[LARGEST_RANK][N];
    for (int64_t slice = 0, begin = 0; slice < layer.slices; begin = layer.ends[slice++]) {
        const int64_t first = (slot * layer.slices + slice) * layer.rank;
        // An adapter of a lower rank than the buffers leaves rows of zeros at the end.
        int64_t count = 0;
        for (int64_t r = 0; r < layer.rank; ++r) {
            const uint16_t* row = layer.down + (first + r) * layer.inputs;
            dots<N>(weights[r], input, input_stride, row, layer.inputs);
            for (int n = 0; n < N; ++n) count = weights[r][n] == 0 ? count : r + 1;
        }
        const uint16_t* matrix = layer.up + first * outputs;
        int64_t column = begin;
        // A constant size, so that the sums stay in registers.
        for (; column + BLOCK <= layer.ends[slice]; column += BLOCK) {
            add_block<N>(output + column, output_stride, matrix + column, outputs, weights, count,
                         BLOCK);
        }
        add_block<N>(output + column, output_stride, matrix + column, outputs, weights, count,
                     layer.ends[slice] - column);
    }
}

}  // namespace

// `down` is (slots, slices * rank, inputs), `up` is (slots, slices * rank, outputs), where a
// slice's rows of `up` count only in its own columns: `ends` holds where each slice's columns end.
// `input_stride` and `output_stride` are the distances of two rows; slots[row] < 0: no adapter.
extern "C" void add_low_rank(uint16_t* output, int64_t output_stride, const uint16_t* input,
                             int64_t input_stride, const uint16_t* down, const uint16_t* up,
                             const int32_t* slots, const int64_t* ends, int64_t rows,
                             int64_t inputs, int64_t slices, int64_t rank) {
    const Layer layer{down, up, ends, inputs, slices, rank};
    // Waking another thread costs about as much as thirty rows do.
#pragma omp parallel for if (rows > 64) schedule(static)
    for (int64_t group = 0; group < (rows + TOGETHER - 1) / TOGETHER; ++group) {
        const int64_t stop = std::min(rows, (group + 1) * TOGETHER);
        for (int64_t row = group * TOGETHER; row < stop;) {
            uint16_t* own = output + row * output_stride;
            const uint16_t* given = input + row * input_stride;
            const bool alike = row + TOGETHER == stop &&
                               std::equal(slots + row + 1, slots + stop, slots + row);
            if (slots[row] >= 0 && alike) {
                add_rows<TOGETHER>(own, output_stride, given, input_stride, slots[row], layer);
            } else if (slots[row] >= 0) {
                add_rows<1>(own, output_stride, given, input_stride, slots[row], layer);
            }
            row += alike ? TOGETHER : 1;
        }
    }
}
