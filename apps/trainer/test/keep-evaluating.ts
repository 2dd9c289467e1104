/** A process that waits for a word and evaluates against a server, into a folder, until it is done or killed. */
import { once } from "node:events";
import { perplexity, runEvaluation } from "@resonance-rope/llm-eval";
import { connectServer } from "@resonance-rope/llm-eval/node";
import { openAnswers, writeReport } from "@resonance-rope/run-store";

const [url = "", runs = ""] = process.argv.slice(2);
const documents = Array.from({ length: 120 }, (_, index) => ({
  name: `document ${index}`,
  text: `the ${index}th of many short texts, which differ`,
}));

await once(process.stdin, "data");
const model = await connectServer(url, { concurrency: 4 });
const evaluation = perplexity(model, { documents: () => documents, source: "test", lengths: [8, 16, 24, 32] });
const run = await openAnswers(runs, {
  evaluation: evaluation.name,
  model: { name: model.name, fingerprint: model.fingerprint },
  protocol: evaluation.protocol,
  versions: {},
  machine: { platform: "any", processor: "any", cores: 1, memoryBytes: 1 },
  gitCommit: null,
  startedAt: "2026-01-02T03:04:05Z",
});
let begun = false;
const report = await runEvaluation(evaluation, model, run.answers, {
  onProgress({ answered }) {
    if (!begun) process.stdout.write(`${answered}\n`);
    begun = true;
  },
});
await writeReport(run, report);
await run.release();
