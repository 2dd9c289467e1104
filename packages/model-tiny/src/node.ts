export { type OpenLlama, type OpenLlamaOptions, openLlama } from "./node/open-llama.js";
