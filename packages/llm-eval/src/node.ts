export { type LoadNodeLlamaCppOptions, loadNodeLlamaCpp } from "./node/load-node-llama-cpp.js";
export type { EncodingOverride } from "./node/llama-cpp-overrides.js";
