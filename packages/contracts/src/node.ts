export { codeOf } from "./node/code-of.js";
export { fileError } from "./node/file-error.js";
export { syncFile } from "./node/sync-file.js";
export { syncFolder } from "./node/sync-folder.js";
