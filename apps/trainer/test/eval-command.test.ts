import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toyScores, toyServer, toyTokens } from "@resonance-rope/toy-server";
import { expect, onTestFinished, test } from "vitest";
import { asCsv } from "../src/terminal/as-csv.js";
import { runCli } from "./run-cli.js";
import { runInProcess } from "./usage-in-process.js";

const text = "a text of words that a toy server scores, byte by byte";

async function place() {
  const folder = await mkdtemp(join(tmpdir(), "eval-command-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const server = await toyServer({ kind: "vllm" });
  onTestFinished(() => server.close());
  await writeFile(join(folder, "text.txt"), text);
  const words = ["eval", "perplexity", "--model", server.url, "--text", join(folder, "text.txt"), "--length", "32"];
  return { folder, server, words: [...words, "--out", join(folder, "runs")] };
}

test("perplexity of a text over a server is that of the server's own scores, and asked for once", async () => {
  const { folder, server, words } = await place();
  const rows = join(folder, "rows.jsonl");
  const { code, stdout, stderr } = await runInProcess([...words, "--json", "--rows", rows]);
  expect(stderr).toContain("1/1 answered");
  expect(code).toBe(0);
  const report = JSON.parse(stdout) as { metrics: { perplexity: { value: number } }; directory: string };
  const scores = toyScores(toyTokens(text).slice(0, 32));
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  expect(report.metrics.perplexity.value).toBeCloseTo(Math.exp(-mean), 9);
  expect((await readFile(rows, "utf8")).trimEnd().split("\n").length).toBeGreaterThan(0);
  expect(await readdir(report.directory)).toEqual(["answers.jsonl", "record.json", "report.json"]);

  const scorings = () => server.requests.filter(({ body }) => (body["prompt"] as number[] | undefined)?.length === 32);
  expect(scorings()).toHaveLength(1);
  expect(JSON.parse((await runInProcess([...words, "--json"])).stdout)).toEqual(report);
  expect(scorings()).toHaveLength(1);

  const compared = await runCli(["eval", "compare", report.directory, report.directory, "--json"]);
  expect(JSON.parse(compared.stdout)).toMatchObject({ metrics: { perplexity: { difference: { value: 0 } } } });
});

test("a dry run says how much it is, and leaves nothing behind", async () => {
  const { folder, words } = await place();
  const { stdout } = await runInProcess([...words, "--dry-run", "--rate", "16", "--json"]);
  expect(JSON.parse(stdout)).toEqual({ items: 1, unanswered: 1, tokens: 32, tokensPerSecond: 16, seconds: 2 });
  expect(await readdir(folder)).toEqual(["text.txt"]);
});

test("a dry run counts what is stored, and what is left to ask", async () => {
  const { words } = await place();
  const passkey = ["eval", "passkey", ...words.slice(2, 4), "--length", "512", ...words.slice(-2)];
  const dry = (...more: string[]) => runInProcess([...passkey, "--trials", "5", "--dry-run", "--rate", "100", ...more]);
  const all = await dry();
  expect(all.stdout).toMatch(/^ {2}5 items, 2 \d{3} tokens: about 2\d s at 100 tokens\/s, one request at a time\n$/u);
  expect((await runInProcess([...passkey, "--trials", "5", "--limit", "3"])).code).toBe(0);
  const rest = await dry();
  expect(rest.stdout).toMatch(/^ {2}3 of 5 items stored, 2 to ask, 1 \d{3} tokens: about 1\d s at 100 tokens\/s/u);
  expect((await dry("--limit", "3")).stdout).toBe("  3 of 3 items stored, nothing to ask\n");
});

test("a rate of nothing, a file where the folder of runs would be, and a folder instead of a task's file are refused", async () => {
  const { folder, words } = await place();
  expect((await runInProcess([...words, "--dry-run", "--rate", "0"])).code).toBe(2);
  const data = join(folder, "data");
  await mkdir(join(data, "coursera.jsonl"), { recursive: true });
  const leval = await runInProcess(["eval", "leval", ...words.slice(2, 4), "--data", data, ...words.slice(-2)]);
  expect(leval.code).toBe(1);
  expect(leval.stderr).toContain(`expected to read ${join(data, "coursera.jsonl")}`);
  const gguf = join(import.meta.dirname, "models", "tiny-llama.gguf");
  const scaled = [...words.slice(0, 3), gguf, ...words.slice(4, -2), "--scaling", "linear", "--factor", "2"];
  const placed = await runInProcess([...scaled, "--out", join(folder, "text.txt")]);
  expect(placed.code).toBe(1);
  expect(placed.stderr).toContain("error  --out:");
});

/** Its tokens are the bytes of a text, as the toy server's are, but for the words, of a token each. */
function byteTokenizer(words: readonly string[] = []): string {
  const bytes = Array.from({ length: 256 }, (_, byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`);
  return JSON.stringify({
    added_tokens: words.map((content, index) => ({ id: 256 + index, content, special: true })),
    normalizer: null,
    pre_tokenizer: null,
    model: {
      type: "BPE",
      byte_fallback: true,
      unk_token: null,
      merges: [],
      vocab: Object.fromEntries([...bytes, ...words].map((token, id) => [token, id])),
    },
    post_processor: null,
    decoder: { type: "Sequence", decoders: [{ type: "ByteFallback" }, { type: "Fuse" }] },
  });
}

test("a server without a tokenizer is asked with the one that is given, and only if it counts the same", async () => {
  const { folder } = await place();
  const server = await toyServer({ kind: "transformers" });
  onTestFinished(() => server.close());
  const file = join(folder, "tokenizer.json");
  await writeFile(file, byteTokenizer());
  const words = [
    "eval",
    "passkey",
    "--model",
    server.url,
    "--length",
    "512",
    "--trials",
    "2",
    "--context-length",
    "600",
  ];
  const out = ["--out", join(folder, "runs"), "--json"];
  const without = await runInProcess([...words, ...out]);
  expect([without.code, without.stderr]).toEqual([1, expect.stringContaining("--tokenizer")]);
  const { code, stdout } = await runInProcess([...words, ...out, "--tokenizer", folder]);
  expect(code).toBe(0);
  expect((JSON.parse(stdout) as { model: { fingerprint: string } }).model.fingerprint).toContain("tokenizer sha256:");
  const prompts = server.requests.map(({ body }) => body["prompt"]).filter((prompt) => typeof prompt === "string");
  expect(prompts.filter((prompt) => prompt.endsWith("What is the pass key? The pass key is"))).toHaveLength(2);

  await writeFile(file, byteTokenizer(["owners"]));
  const other = await runInProcess([...words, ...out, "--tokenizer", file]);
  expect([other.code, other.stdout]).toEqual([2, ""]);
  const own = await runInProcess(["eval", "passkey", "--model", "m.gguf", "--length", "512", "--tokenizer", file]);
  expect([own.code, own.stderr]).toEqual([2, expect.stringContaining("or GGUF has its own")]);
});

test.for([
  ["a model that is not there", ["--model", "somewhere"], "name one that is there"],
  ["an encoding for a server", ["--scaling", "yarn", "--factor", "4"], "start the server with the encoding"],
  ["a length longer than the context", ["--length", "5000"], "4095"],
] as const)("%s is bad usage, with what to do", async ([, more, remedy]) => {
  const { words } = await place();
  const { code, stderr, stdout } = await runInProcess([...words, ...more]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(remedy);
});

test("L-Eval's table of prediction files is scored by either protocol", async () => {
  const { folder } = await place();
  const file = join(folder, "coursera.pred.jsonl");
  const record = { query: "q", gt: "A", prompt: "p", m_pred: "rambling", evaluation: "exam" };
  await writeFile(file, `${JSON.stringify(record)}\n`);
  for (const [protocol, score] of [
    ["leval", 100],
    ["strict", 0],
  ] as const) {
    const { stdout } = await runInProcess(["score", "leval", file, "--protocol", protocol, "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ tasks: { coursera: { score, count: 1 } }, average: score });
  }
});

test("rows of different columns share one table, and cells that need it are quoted", () => {
  const rows = [
    { name: 'a "b", c', value: 1 },
    { name: "d", other: null, value: 0.5 },
  ];
  expect(asCsv(rows)).toBe('name,value,other\r\n"a ""b"", c",1,\r\nd,0.5,\r\n');
});
