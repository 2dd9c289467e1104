/** An evaluation's folder: its record, answers and report, listed, read and compared with itself. */
import { answerSchema } from "@resonance-rope/contracts";
import { compareReports } from "@resonance-rope/llm-eval";
import { listEvaluations, readReport } from "@resonance-rope/run-store";
import { readLines } from "../../../packages/run-store/src/read-lines.js";
import { exampleDocument as example } from "../src/example-document.js";
import { type Border, filesOf } from "../src/border.js";
import { onDisk } from "../src/on-disk.js";

const disk = onDisk();
const name = "eval-a";

export const border: Border = {
  refuses: ["invalid-file"],
  seeds: () =>
    Promise.resolve([
      filesOf({
        [`${name}/record.json`]: example("record of an evaluation"),
        [`${name}/report.json`]: example("report"),
        [`${name}/answers.jsonl`]: `${example("answer of log-probabilities")}\n${example("answer of text")}\n`,
      }),
    ]),
  read: (files) =>
    disk.with(files, async (folder) => {
      await listEvaluations(folder);
      const report = await readReport(`${folder}/${name}`);
      compareReports(report, report);
      const answers = readLines(`${folder}/${name}/answers.jsonl`, answerSchema, "readAnswers");
      for await (const { item } of answers) if (typeof item !== "string") throw new Error("an item without a name");
    }),
  dispose: disk.dispose,
};
