export { exportGguf } from "./node/export-gguf.js";
export { inspectModel } from "./node/inspect-model.js";
export { type FileSource, openFileSource } from "./node/file-source.js";
export { type OpenGguf, openGguf } from "./node/open-gguf.js";
export { type WriteGgufOptions, type WrittenGguf, writeGguf } from "./node/write-gguf.js";
