export { type LoadNodeLlamaCppOptions, loadNodeLlamaCpp } from "./node/load-node-llama-cpp.js";
export { type ConnectServerOptions, connectServer } from "./node/connect-server.js";
export { nodeHttpTransport } from "./node/node-http-transport.js";
export { fingerprintFiles } from "./node/fingerprint-files.js";
export { loadTokenizer } from "./node/load-tokenizer.js";
