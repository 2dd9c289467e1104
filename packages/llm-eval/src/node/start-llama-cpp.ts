/** llama.cpp in this process, on the CPU, as it came: nothing is compiled or downloaded. */
import type { Llama } from "node-llama-cpp";
import type { NodeLlamaCpp } from "./import-node-llama-cpp.js";

export interface StartedLlamaCpp {
  readonly llama: Llama;
  /** What it complained of, the latest last. */
  readonly complaints: readonly string[];
}

/** @param threads 0 for all cores. */
export async function startLlamaCpp(nodeLlamaCpp: NodeLlamaCpp, threads: number): Promise<StartedLlamaCpp> {
  const complaints: string[] = [];
  const llama = await nodeLlamaCpp.getLlama({
    gpu: false,
    build: "never",
    skipDownload: true,
    maxThreads: threads,
    logLevel: nodeLlamaCpp.LlamaLogLevel.error,
    logger: (_level, message) => void complaints.push(message.trim()),
  });
  return { llama, complaints };
}
