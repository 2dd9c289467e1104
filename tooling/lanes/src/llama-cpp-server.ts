import { oraclePrograms } from "./oracle-programs.js";
import { type ServedProgram, startServedProgram } from "./served-program.js";

/** llama.cpp's own server, out of xllamacpp, serving one GGUF. */
export function startLlamaCppServer(python: string, packages: string, gguf: string): Promise<ServedProgram> {
  return startServedProgram({
    what: "llama.cpp's server",
    program: python,
    words: (port) => [oraclePrograms.serveGguf, gguf, port],
    environment: { PYTHONPATH: packages },
  });
}
