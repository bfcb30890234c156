// Low-rank updates of a batch's single rows, each with the matrices of its own slot.
//
//   output[row] += (input[row] . down[slot]^T) . up[slot]
//
// Numbers are bfloat16, sums are floats. One call takes the place of two matrix products and a
// mask, whose overhead outweighs what they compute while requests write a token each.
#include <cstdint>
#include <cstring>
#include <vector>

namespace {

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
    if ((bits & 0x7fffffff) > 0x7f800000) return 0x7fc0;
    return static_cast<uint16_t>((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
}

float dot(const float* left, const uint16_t* right, int64_t size) {
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (int64_t i = 0; i < size; ++i) sum += left[i] * wide(right[i]);
    return sum;
}

void add(float* into, const uint16_t* row, float weight, int64_t size) {
#pragma omp simd
    for (int64_t i = 0; i < size; ++i) into[i] += weight * wide(row[i]);
}

}  // namespace

// `down` is (slots, slices * rank, inputs), `up` is (slots, slices * rank, outputs), where a
// slice's rows of `up` count only in its own columns: `ends` holds where each slice's columns end.
// `input_stride` and `output_stride` are the distances of two rows; slots[row] < 0: no adapter.
extern "C" void add_low_rank(uint16_t* output, int64_t output_stride, const uint16_t* input,
                             int64_t input_stride, const uint16_t* down, const uint16_t* up,
                             const int32_t* slots, const int64_t* ends, int64_t rows,
                             int64_t inputs, int64_t slices, int64_t rank) {
    const int64_t outputs = ends[slices - 1];
    // Waking another thread costs as much as eight rows do.
#pragma omp parallel for if (rows > 8) schedule(static)
    for (int64_t row = 0; row < rows; ++row) {
        if (slots[row] < 0) continue;
        thread_local std::vector<float> read, sum;
        read.resize(inputs);
        sum.resize(outputs);
        uint16_t* own = output + row * output_stride;
        const uint16_t* given = input + row * input_stride;
        for (int64_t i = 0; i < inputs; ++i) read[i] = wide(given[i]);
        for (int64_t i = 0; i < outputs; ++i) sum[i] = wide(own[i]);
        const int64_t first = slots[row] * slices * rank;
        for (int64_t slice = 0, begin = 0; slice < slices; begin = ends[slice++]) {
            for (int64_t r = first + slice * rank; r < first + (slice + 1) * rank; ++r) {
                // An adapter of a lower rank than the buffers leaves rows of zeros.
                const float weight = dot(read.data(), down + r * inputs, inputs);
                if (weight == 0) continue;
                add(sum.data() + begin, up + r * outputs + begin, weight, ends[slice] - begin);
            }
        }
        for (int64_t i = 0; i < outputs; ++i) own[i] = narrow(sum[i]);
    }
}
