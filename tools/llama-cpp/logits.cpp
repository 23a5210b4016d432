// Runs tokens through llama.cpp and writes the logits after every one of them.
// usage: logits CPU_BACKEND.so MODEL.gguf TOKENS.i32 OUT.f32
#include <cstdint>
#include <cstdio>
#include <vector>
#include "ggml-backend.h"
#include "llama.h"

int main(int argc, char **argv) {
    if (argc != 5 || !ggml_backend_load(argv[1])) return 2;
    llama_backend_init();
    llama_model_params model_params = llama_model_default_params();
    model_params.n_gpu_layers = 0;
    llama_model *model = llama_model_load_from_file(argv[2], model_params);
    if (!model) return 3;

    std::vector<llama_token> tokens;
    FILE *in = fopen(argv[3], "rb");
    int32_t token;
    while (in && fread(&token, 4, 1, in) == 1) tokens.push_back(token);

    llama_context_params params = llama_context_default_params();
    params.n_ctx = params.n_batch = params.n_ubatch = (uint32_t) tokens.size();
    params.n_threads = params.n_threads_batch = 1;
    params.type_k = params.type_v = GGML_TYPE_F32;
    params.flash_attn_type = LLAMA_FLASH_ATTN_TYPE_DISABLED;
    llama_context *context = llama_init_from_model(model, params);
    if (!context) return 4;

    llama_batch batch = llama_batch_init((int32_t) tokens.size(), 0, 1);
    for (size_t i = 0; i < tokens.size(); i++) {
        batch.token[i] = tokens[i];
        batch.pos[i] = (llama_pos) i;
        batch.n_seq_id[i] = 1;
        batch.seq_id[i][0] = 0;
        batch.logits[i] = 1;
    }
    batch.n_tokens = (int32_t) tokens.size();
    if (llama_decode(context, batch) != 0) return 5;

    const int vocabulary = llama_vocab_n_tokens(llama_model_get_vocab(model));
    FILE *out = fopen(argv[4], "wb");
    for (int32_t i = 0; i < batch.n_tokens; i++) fwrite(llama_get_logits_ith(context, i), 4, vocabulary, out);
    return out && fclose(out) == 0 ? 0 : 6;
}
