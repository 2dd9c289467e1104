/** An evaluation's folder: its record, answers and report, listed, read and compared with itself. */
import { answerSchema } from "@resonance-rope/contracts";
import { compareReports } from "@resonance-rope/llm-eval";
import { listEvaluations, readReport } from "@resonance-rope/run-store";
import { readLines } from "../../../packages/run-store/src/read-lines.js";
import type { Border } from "../src/border.js";
import { exampleDocument as example } from "../src/example-document.js";
import { folderBorder } from "../src/folder-border.js";

export const border: Border = folderBorder(
  {
    "eval-a/record.json": example("record of an evaluation"),
    "eval-a/report.json": example("report"),
    "eval-a/answers.jsonl": `${example("answer of log-probabilities")}\n${example("answer of text")}\n`,
  },
  async (folder) => {
    await listEvaluations(folder);
    const report = await readReport(`${folder}/eval-a`);
    compareReports(report, report);
    const answers = readLines(`${folder}/eval-a/answers.jsonl`, answerSchema, "readAnswers");
    for await (const { item } of answers) if (typeof item !== "string") throw new Error("an item without a name");
  },
);
