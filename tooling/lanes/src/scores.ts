/** What engines make of a model: log-probabilities of tokens in nats, and the rotary frequencies where they show them. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { oraclePrograms } from "./oracle-programs.js";
import { runProgram } from "./run-program.js";

/** Tokens, or the first `length` of a text as the engine's own tokenizer cuts it. */
export type ScoreRequest =
  | { readonly tokens: readonly number[]; readonly everyToken?: boolean; readonly vocabularySize?: number }
  | { readonly text: string; readonly length: number };

export interface Scores {
  readonly tokens: readonly number[];
  /** Of token i + 1 after tokens 0 .. i. */
  readonly logProbabilities: readonly number[];
  /** Of the whole vocabulary after each token, where `everyToken` asked for it. */
  readonly rows?: readonly (readonly number[])[];
}

export interface TransformersScores extends Scores {
  readonly angularFrequencies: readonly number[];
  readonly angularFrequenciesAtEnd: readonly number[];
  readonly attentionFactor: number;
  readonly maxPositions: number;
  readonly warnings: readonly string[];
}

/** transformers, on a Hugging Face folder; with PEFT, where adapters are to stand beside its weights. */
export function scoreFolder(
  python: string,
  folder: string,
  request: ScoreRequest,
  adapter?: string,
): Promise<TransformersScores> {
  return withRequest(request, async (requestFile) => {
    const words = [oraclePrograms.scoreFolder, folder, requestFile, ...(adapter === undefined ? [] : [adapter])];
    const output = await runProgram(python, words);
    return JSON.parse(output) as TransformersScores;
  });
}

/** llama.cpp, on a GGUF. */
export function scoreGguf(file: string, request: ScoreRequest): Promise<Scores> {
  return withRequest(request, async (requestFile, place) => {
    const program = fileURLToPath(new URL("score-gguf-program.mjs", import.meta.url));
    const resultFile = join(place, "result.json");
    await runProgram(process.execPath, [program, file, requestFile, resultFile]);
    return JSON.parse(await readFile(resultFile, "utf8")) as Scores;
  });
}

async function withRequest<Result>(
  request: ScoreRequest,
  score: (requestFile: string, place: string) => Promise<Result>,
): Promise<Result> {
  const place = await mkdtemp(join(tmpdir(), "resonance-score-"));
  try {
    const requestFile = join(place, "request.json");
    await writeFile(requestFile, JSON.stringify(request));
    return await score(requestFile, place);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
