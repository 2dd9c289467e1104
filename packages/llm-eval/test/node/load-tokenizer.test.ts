/** vectors/tokenizers: python tooling/oracles/tokenizer_kinds.py vectors/tokenizers (tokenizers 0.23.3, transformers 5.23.0) */
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { loadTokenizer } from "../../src/node.js";

interface Expected {
  readonly startToken: number | null;
  readonly cases: readonly { readonly text: string; readonly tokens: readonly number[]; readonly decoded: string }[];
  readonly messages: readonly { readonly role: "system" | "user"; readonly content: string }[];
  readonly chat: readonly number[] | null;
}

const kinds = ["byte-level", "split", "sentencepiece"] as const;
const folderOf = (kind: string): string => fileURLToPath(new URL(`../vectors/tokenizers/${kind}`, import.meta.url));

async function copyOf(kind: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "load-tokenizer-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(folderOf(kind), folder, { recursive: true });
  return folder;
}

test.for(kinds)("%s: tokens, texts, start token and chat are those of transformers", async (kind) => {
  const tokenizer = await loadTokenizer(folderOf(kind));
  const expected = JSON.parse(await readFile(join(folderOf(kind), "expected.json"), "utf8")) as Expected;
  const startToken = tokenizer.startToken;
  const cases = await Promise.all(
    expected.cases.map(async ({ text, tokens }) => ({
      text,
      tokens: await tokenizer.tokenize(text),
      decoded: await tokenizer.detokenize(tokens),
    })),
  );
  const { messages } = expected;
  expect({ startToken, cases, messages, chat: await tokenizer.applyChatTemplate(messages) }).toEqual(expected);
});

test.for([
  ["byte-level", "<|end|>"],
  ["sentencepiece", "</s>"],
] as const)(
  "%s: the end token is the one that the config names, and without a config there is none",
  async ([kind, end]) => {
    const folder = await copyOf(kind);
    const { endToken, detokenize } = await loadTokenizer(folder);
    expect(await detokenize([endToken ?? -1])).toBe(end);
    await rm(join(folder, "tokenizer_config.json"));
    expect((await loadTokenizer(folder)).endToken).toBe(null);
  },
);

test("a folder and its tokenizer.json are one tokenizer, whose fingerprint changes with each of its files", async () => {
  const folder = await copyOf("byte-level");
  const fingerprint = async (place = folder): Promise<string> => (await loadTokenizer(place)).fingerprint;
  const first = await fingerprint();
  expect(await fingerprint(join(folder, "tokenizer.json"))).toBe(first);
  const seen = new Set([first]);
  for (const name of ["tokenizer.json", "tokenizer_config.json", "chat_template.jinja"]) {
    const text = await readFile(join(folder, name), "utf8");
    await writeFile(join(folder, name), `${text}\n`);
    seen.add(await fingerprint());
  }
  expect(seen.size).toBe(4);
});

test("a chat template may stand in the config, by itself or by name", async () => {
  const folder = await copyOf("split");
  const config = JSON.parse(await readFile(join(folder, "tokenizer_config.json"), "utf8")) as object;
  const template = "{{ messages[0]['content'] }}{{ eos_token }}";
  for (const chat_template of [
    template,
    [
      { name: "tool_use", template: "?" },
      { name: "default", template },
    ],
  ]) {
    await writeFile(join(folder, "tokenizer_config.json"), JSON.stringify({ ...config, chat_template }));
    const tokenizer = await loadTokenizer(folder);
    const tokens = await tokenizer.applyChatTemplate([{ role: "user", content: "hi" }]);
    expect(await tokenizer.detokenize(tokens ?? [])).toBe("hi<|end|>");
  }
});

test.for<[string, string | object | null, string]>([
  ["no tokenizer.json", null, "to be there"],
  ["half a file", '{"model": {"vocab', "JSON in"],
  ["no vocabulary", { model: { type: "BPE" } }, "model.vocab"],
  ["numbers that are none", { model: { type: "BPE", vocab: { a: "0" }, merges: [] } }, "model.vocab"],
  ["an empty vocabulary", { model: { type: "BPE", vocab: {}, merges: [] } }, "can run"],
  ["a model of an unknown type", { model: { type: "Next", vocab: { a: 0 } } }, "can run"],
  ["a part of an unknown type", { normalizer: { type: "Next" } }, "can run"],
  [
    "a pattern of an unknown kind",
    { pre_tokenizer: { type: "Sequence", pretokenizers: [{ type: "Split", pattern: { Glob: "*" } }] } },
    "a Split whose pattern",
  ],
  ["nothing to replace", { normalizer: { type: "Replace", content: "" } }, "a Replace whose pattern"],
  ["no word on how to decode", { decoder: undefined }, "can run"],
])("%s is an invalid file", async ([, change, words]) => {
  const folder = await copyOf("split");
  const path = join(folder, "tokenizer.json");
  if (change === null) await rm(path);
  else if (typeof change === "string") await writeFile(path, change);
  else await writeFile(path, JSON.stringify({ ...(JSON.parse(await readFile(path, "utf8")) as object), ...change }));
  await expect(loadTokenizer(folder)).rejects.toMatchObject({
    kind: "invalid-file",
    message: expect.stringContaining(words),
  });
});

test.for([
  ["a loop without its end", "{% for message in messages %}"],
  ["a statement that nobody knows", "{% fen %}"],
  ["a call of what is not there", "{{ nothing.at.all() }}"],
])("a chat template with %s is an invalid file when it is used, and not before", async ([, template]) => {
  const folder = await copyOf("byte-level");
  await writeFile(join(folder, "chat_template.jinja"), template as string);
  const { tokenize, applyChatTemplate } = await loadTokenizer(folder);
  expect(await tokenize("hi")).not.toEqual([]);
  await expect(applyChatTemplate([{ role: "user", content: "hi" }])).rejects.toMatchObject({
    kind: "invalid-file",
    expected: expect.stringContaining("a chat template"),
  });
});

test("what is no file is refused without being read", async () => {
  await expect(loadTokenizer("/dev/zero")).rejects.toMatchObject({ kind: "invalid-file" });
});
