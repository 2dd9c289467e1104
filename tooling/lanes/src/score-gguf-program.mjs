/**
 * Log-probabilities of a GGUF in node-llama-cpp, as a program of its own: llama.cpp ends the process on some faults.
 *
 *   node score-gguf-program.mjs MODEL.gguf REQUEST.json RESULT.json
 * Requests and results are those of tooling/oracles/score_folder.py.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { getLlama } from "node-llama-cpp";

const [modelPath = "", requestFile = "", resultFile = ""] = process.argv.slice(2);
const request = JSON.parse(readFileSync(requestFile, "utf8"));

// Never built or downloaded: the prebuilt library of the package, or an error.
const llama = await getLlama({ gpu: false, build: "never", skipDownload: true, logLevel: "error" });
const model = await llama.loadModel({ modelPath });
const tokens = request.tokens ?? model.tokenize(request.text).slice(0, request.length);
// Keys and values in float32 and attention as written, so that only the encoding can differ: the defaults round to 16 bits.
const context = await model.createContext({
  contextSize: tokens.length + 1,
  batchSize: tokens.length,
  experimentalKvCacheKeyType: "F32",
  experimentalKvCacheValueType: "F32",
  flashAttention: false,
});
const sequence = context.getSequence();
if (sequence.contextSize < tokens.length) throw new Error(`a context of ${sequence.contextSize} tokens`);

const vocabulary = request.everyToken === true ? [...Array(request.vocabularySize).keys()] : null;
const asked = tokens.map((token, index) => {
  const wanted = vocabulary ?? tokens.slice(index + 1, index + 2);
  if (wanted.length === 0) return token;
  const logits = { filter: { tokens: wanted, includeSelected: true } };
  return [token, { generateNext: { token: true, totalLogitWeight: true, logits } }];
});
const answers = await sequence.controlledEvaluate(asked);

/** ln p(token), from its logit, the largest one, and the sum of exp(logit - largest). */
const logProbability = ({ token: largest, logits, totalLogitWeight }, token) =>
  logits.get(token) - logits.get(largest) - Math.log(totalLogitWeight);
const logProbabilities = tokens.slice(1).map((token, index) => logProbability(answers[index].next, token));
const rows = vocabulary && answers.map(({ next }) => vocabulary.map((token) => logProbability(next, token)));
writeFileSync(resultFile, JSON.stringify({ tokens, logProbabilities, ...(rows === null ? {} : { rows }) }));
await llama.dispose();
