export { type OpenLlama, type OpenLlamaOptions, openLlama } from "./node/open-llama.js";
export { type SaveLlamaFolderOptions, saveLlamaFolder } from "./node/save-llama-folder.js";
export { type SaveLlamaGgufOptions, saveLlamaGguf } from "./node/save-llama-gguf.js";
