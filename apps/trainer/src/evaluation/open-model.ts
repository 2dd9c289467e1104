/** The language model that the flags name. */
import { statSync } from "node:fs";
import { type LanguageModel, ResonanceError } from "@resonance-rope/contracts";
import { connectServer, loadNodeLlamaCpp, loadTokenizer } from "@resonance-rope/llm-eval/node";
import type { EvaluationFlags } from "../plan/evaluation-flags.js";
import { loadModelTiny } from "./load-model-tiny.js";
import { changesEncoding, withEncoding } from "./with-encoding.js";

/** @param needed tokens of the longest request. */
export async function openModel(flags: EvaluationFlags, needed: number, signal: AbortSignal): Promise<LanguageModel> {
  const { model, engine = engineFor(model), contextLength, threads } = flags;
  const { servedModel, concurrency, timeLimit } = flags;
  if (flags.adapter !== undefined && engine !== "model-tiny")
    throw refused("--adapter", "--engine model-tiny beside it", engine, "add --engine model-tiny");
  if (engine !== "openai") {
    for (const [flag, name, why] of serverFlags)
      if (flags[name] !== undefined) throw refused(flag, "a server as --model", model, `leave it out: ${why}`);
    if (engine === "model-tiny") return loadModelTiny(flags, contextLength ?? needed, signal);
    return withEncoding(flags, signal, (path) =>
      loadNodeLlamaCpp(path, {
        contextLength: contextLength ?? needed,
        signal,
        ...(threads === undefined ? {} : { threads }),
      }),
    );
  }
  if (changesEncoding(flags))
    throw refused(
      "--scaling",
      "a model in this process, whose encoding can be told",
      `the server ${model}`,
      "start the server with the encoding, or on what resonance export writes",
    );
  const tokenizer = flags.tokenizer === undefined ? null : await loadTokenizer(flags.tokenizer, signal);
  try {
    return await connectServer(model, {
      signal,
      ...(tokenizer === null ? {} : { tokenizer }),
      ...(servedModel === undefined ? {} : { model: servedModel }),
      ...(contextLength === undefined ? {} : { contextLength }),
      ...(concurrency === undefined ? {} : { concurrency }),
      ...(timeLimit === undefined ? {} : { timeLimitSeconds: timeLimit }),
    });
  } catch (error) {
    await tokenizer?.dispose();
    throw error;
  }
}

function engineFor(model: string): NonNullable<EvaluationFlags["engine"]> {
  if (/^https?:\/\//u.test(model)) return "openai";
  if (model.endsWith(".gguf")) return "node-llama-cpp";
  if (statSync(model, { throwIfNoEntry: false })?.isDirectory() === true) return "model-tiny";
  throw refused("--model", "a model's folder, a .gguf file or http://host/v1", model, "name one that is there");
}

/** Of a server alone, and what there is without one. */
const serverFlags = [
  ["--tokenizer", "tokenizer", "a model's folder or GGUF has its own"],
  ["--served-model", "servedModel", "a model's folder or GGUF holds one model"],
  ["--concurrency", "concurrency", "all cores work on one request"],
  ["--time-limit", "timeLimit", "a request here ends when it is answered"],
] as const;

const refused = (where: string, expected: string, received: string, remedy: string): ResonanceError =>
  new ResonanceError({ kind: "invalid-argument", where, expected, received, remedy });
