/** node-llama-cpp, an optional peer: imported when a GGUF is to be run, never before. */
import { ResonanceError, messageOf } from "@resonance-rope/contracts";

export type NodeLlamaCpp = typeof import("node-llama-cpp");

export async function importNodeLlamaCpp(): Promise<NodeLlamaCpp> {
  try {
    return await import("node-llama-cpp");
  } catch (cause) {
    throw new ResonanceError({
      kind: "unavailable",
      where: "loadNodeLlamaCpp",
      expected: "the package node-llama-cpp, which runs GGUF files",
      received: messageOf(cause),
      remedy: "npm install node-llama-cpp@3.22.1",
      cause,
    });
  }
}
