export { exportGguf } from "./node/export-gguf.js";
export { type ExportHuggingFaceOptions, exportHuggingFace } from "./node/export-hugging-face.js";
export { inspectModel } from "./node/inspect-model.js";
export { type FileSource, openFileSource } from "./node/file-source.js";
export { type OpenGguf, openGguf } from "./node/open-gguf.js";
export { type WriteGgufOptions, type WrittenGguf, writeGguf } from "./node/write-gguf.js";
export { type ExportFolderOptions, type WrittenFolder, exportFolder } from "./node/export-folder.js";
export { type ModelFolder, readModelFolder } from "./node/read-model-folder.js";
