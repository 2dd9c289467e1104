/**
 * Makes the playground's two models, from training to the files beside this program:
 *
 *     node apps/report-site/models/make-models.mjs --runs runs
 *
 * Runs that are done in the folder are taken as they are. Weights are rounded to float16; how that changes what the
 * models predict over all test sequences is measured, and stands in record.json.
 */
import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { loadWeights, parameterShapes, saveWeights } from "@resonance-rope/model-tiny";
import { accuracyByPosition, dataset, summarizeAccuracy, taskOf } from "@resonance-rope/posgen";
import { selectBackend } from "@resonance-rope/tfjs-runtime";
import { createAnswerer } from "../dist/playground/answerer.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({
  options: { runs: { type: "string", default: "runs" }, task: { type: "string", default: "chain-of-thought" } },
});
const runs = resolve(values.runs);
await mkdir(runs, { recursive: true });
const models = [];
for (const [name, flags] of [
  ["rope", []],
  ["resonance-rope", ["--resonance"]],
]) {
  models.push(await makeModel(name, trainedRun(flags)));
}
await writeFile(here("record.json"), `${JSON.stringify({ models }, null, 2)}\n`);

/** The folder of the run, trained now unless it is done. */
function trainedRun(flags) {
  const words = ["--task", values.task, "--preset", "small", "--seed", "0", "--threads", "1", "--out", runs, ...flags];
  const printed = execFileSync("npx", ["--no-install", "resonance", "train", ...words, "--json"], {
    cwd: here("../../.."),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(printed).directory;
}

async function makeModel(name, directory) {
  const read = async (file) => JSON.parse(await readFile(join(directory, file), "utf8"));
  const [record, result] = [await read("record.json"), await read("result.json")];
  const { plan } = record;
  const checkpoint = await readFile(join(directory, `checkpoints/step-${plan.steps}.safetensors`));
  await selectBackend({ threads: plan.threads });
  const shapes = parameterShapes(plan.model, plan.rope.headDimension);
  const weights = loadWeights(shapes, checkpoint);
  const rounded = await saveWeights(shapes, weights);
  for (const weight of weights) weight.dispose();

  const { test } = dataset(taskOf(plan), plan);
  const [before, after] = [await predictionsOf(plan, checkpoint, test), await predictionsOf(plan, rounded, test)];
  const changed = after.filter((token, index) => index % test.length >= test.seedLength && token !== before[index]);
  const byPosition = accuracyByPosition(after, test);
  const file = `${name}.safetensors`;
  await writeFile(here(file), rounded);
  const asFloat16 = { ...summarizeAccuracy(byPosition, plan), accuracyByPosition: byPosition };
  const example = {
    tokens: [...test.tokens.subarray(0, test.length)],
    predictions: [...after.subarray(0, test.length)],
  };
  process.stderr.write(
    `${file}: ${rounded.length} bytes, ${changed.length} of ${test.count * (test.length - test.seedLength)} predictions changed by float16; within ${result.idAccuracy} -> ${asFloat16.idAccuracy}, beyond ${result.oodAccuracy} -> ${asFloat16.oodAccuracy}\n`,
  );
  return { file, record, trained: result, asFloat16: { ...asFloat16, predictionsChanged: changed.length }, example };
}

async function predictionsOf(plan, file, test) {
  const answer = createAnswerer(plan, file, 25);
  const predictions = await answer(test.tokens);
  answer.dispose();
  return predictions;
}
