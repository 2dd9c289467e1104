import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toyServer } from "@resonance-rope/toy-server";
import { expect, onTestFinished, test } from "vitest";
import { runInProcess } from "./usage-in-process.js";

const squad = JSON.stringify({
  data: [
    {
      paragraphs: ["one", "two", "three"].map((name) => ({
        context: `Paragraph ${name} says ${name}.`,
        qas: [{ question: `What does paragraph ${name} say?`, answers: [{ text: name }] }],
      })),
    },
  ],
});
const hotpot = JSON.stringify([{ question: "Is it so?", answer: "yes", context: [["It", ["It is so."]]] }]);

async function place() {
  const folder = await mkdtemp(join(tmpdir(), "eval-ruler-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const server = await toyServer({ kind: "vllm", maxModelLength: 20_000 });
  onTestFinished(() => server.close());
  const file = async (name: string, text: string): Promise<string> => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  const words = ["eval", "ruler", "--model", server.url, "--out", join(folder, "runs")];
  return { server, words, squad: await file("squad.json", squad), hotpot: await file("hotpot.json", hotpot), file };
}

test("qa_1 asks the file's first questions over its paragraphs, and is scored by any answer", async () => {
  const { words, server, squad: questions } = await place();
  const asked = [...words, "--length", "1024", "--tasks", "qa_1", "--samples", "2", "--questions", questions];
  const { stdout, code } = await runInProcess([...asked, "--json"]);
  expect(code).toBe(0);
  const report = JSON.parse(stdout) as { rows: unknown[]; directory: string };
  expect(report.rows).toEqual([{ task: "qa_1", length: 1024, samples: 2, score: 0, empty: 0 }]);
  const prompts = server.requests
    .map(({ body }) => body["prompt"])
    .filter(Array.isArray)
    .map((tokens) => Buffer.from(tokens as number[]).toString())
    .filter((prompt) => prompt.endsWith(" Answer:"));
  expect(prompts.map((prompt) => /Question: (.+) Answer:$/u.exec(prompt)?.[1])).toEqual([
    "What does paragraph one say?",
    "What does paragraph two say?",
  ]);
  for (const prompt of prompts) expect(prompt).toContain("Paragraph three says three.");
  const record = JSON.parse(await readFile(join(report.directory, "record.json"), "utf8")) as {
    protocol: { questions: object };
  };
  expect(Object.keys(record.protocol.questions)).toEqual(["qa_1"]);
});

test("without --tasks, a task whose questions are given is asked with the others", async () => {
  const { words, hotpot: questions } = await place();
  const dry = async (...more: string[]): Promise<number> => {
    const { stdout } = await runInProcess([
      ...words,
      "--length",
      "8000",
      "--samples",
      "1",
      "--dry-run",
      "--rate",
      "1",
      "--json",
      ...more,
    ]);
    return (JSON.parse(stdout) as { items: number }).items;
  };
  expect([await dry(), await dry("--questions", questions)]).toEqual([11, 12]);
});

test.for([
  ["a task without its questions", ["--tasks", "qa_2"], "a file of HotpotQA's shape, for qa_2", 2],
  ["the other task's questions", ["--tasks", "qa_2", "--questions", "squad"], "SQuAD's shape, qa_1's", 2],
  ["questions for no task", ["--tasks", "vt", "--questions", "squad"], "SQuAD's shape, qa_1's", 2],
  ["two files for one task", ["--questions", "squad", "squad"], "one file of SQuAD's shape", 2],
  ["fewer questions than samples", ["--tasks", "qa_1", "--questions", "squad"], "--samples", 2],
  ["a file that is not there", ["--questions", "nowhere"], "no such file", 1],
  ["a file that is no JSON", ["--questions", "text"], "SQuAD or HotpotQA", 1],
  ["a file that is no text", ["--questions", "bytes"], "UTF-8", 1],
  ["an essay that is not there", ["--essay", "nowhere"], "no such file", 1],
] as const)("%s is refused, with what is wanted", async ([, more, words, status]) => {
  const { words: base, squad: questions, file } = await place();
  const places: Readonly<Record<string, string>> = {
    squad: questions,
    text: await file("text", "Call me Ishmael."),
    bytes: await file("bytes", ""),
  };
  await writeFile(places["bytes"] ?? "", Buffer.from([0x7b, 0xff, 0xfe]));
  const { code, stderr, stdout } = await runInProcess([
    ...base,
    "--length",
    "1024",
    ...more.map((word) => places[word] ?? word),
  ]);
  expect([code, stdout]).toEqual([status, ""]);
  expect(stderr).toContain(words);
});
