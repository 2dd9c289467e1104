import type { Answer } from "@resonance-rope/contracts";
import { expect, test } from "vitest";
import { perplexity } from "../src/perplexity/perplexity.js";
import { answersOf, inOrder, requestsOf } from "./answer-all.js";
import { refused } from "./refused.js";
import { logProbability, wordModel } from "./word-model.js";

const texts = [300, 40, 611].map((length, document) =>
  Array.from({ length }, (_, index) => `w${(index * index + document) % 53}`).join(" "),
);
const documents = () => texts.map((text, index) => ({ name: `text ${index}`, text }));

/** YaRN's loop, written out over token ids: the mean over windows of the mean loss of a window's last tokens. */
function yarnPerplexity(tokens: readonly number[][], maxLength: number, stride: number): number {
  const means: number[] = [];
  for (const document of tokens) {
    let previous = 0;
    for (let begin = 0; begin < document.length; begin += stride) {
      const end = Math.min(begin + maxLength - 1, document.length);
      const input = [0, ...document.slice(begin, end)];
      const losses = input.slice(1).map((token, index) => -logProbability(input[index], token));
      const target = losses.slice(-(end - previous));
      means.push(target.reduce((sum, loss) => sum + loss, 0) / target.length);
      previous = end;
      if (end === document.length) break;
    }
  }
  return Math.exp(means.reduce((sum, mean) => sum + mean, 0) / means.length);
}

test("the four numbers are YaRN's mean over windows, and losses by token, word and byte", async () => {
  const model = wordModel({ startToken: 0 });
  const tokens = await Promise.all(texts.map(async (text) => [...(await model.tokenize(text))]));
  const evaluation = perplexity(model, { documents, source: "made up", lengths: [128], stride: 50 });
  const { metrics } = await evaluation.summarize(inOrder((await answersOf(evaluation, model)).toReversed()));
  expect(metrics["yarnPerplexity"]?.value).toBeCloseTo(yarnPerplexity(tokens, 128, 50), 10);

  const losses = tokens.flatMap((document) =>
    document.map((token, index) => -logProbability(document[index - 1] ?? 0, token)),
  );
  const nats = losses.reduce((sum, loss) => sum + loss, 0);
  const bytes = texts.join("").length;
  // This model looks one token back, so windows change no loss but those of their first tokens, which are not scored.
  expect(metrics["perplexity"]?.value).toBeCloseTo(Math.exp(nats / losses.length), 10);
  expect(metrics["wordPerplexity"]?.value).toBeCloseTo(Math.exp(nats / (300 + 40 + 611)), 10);
  expect(metrics["bitsPerByte"]?.value).toBeCloseTo(nats / Math.LN2 / bytes, 10);
  for (const { value, low, high } of Object.values(metrics)) {
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
  }
});

test("one window a document is the geometric mean of the documents' perplexities, where these are equally long", async () => {
  const model = wordModel({ startToken: 0 });
  const evaluation = perplexity(model, { documents, source: "made up", lengths: [32] });
  expect((await requestsOf(evaluation)).map(({ item, tokens }) => [item, tokens.length])).toEqual([
    ["text 0/32/0", 32],
    ["text 1/32/0", 32],
    ["text 2/32/0", 32],
  ]);
  const { metrics, rows } = await evaluation.summarize(inOrder(await answersOf(evaluation, model)));
  const logs = rows.filter(({ row }) => row === "document").map((row) => Math.log(Number(row["perplexity"])));
  expect(logs).toHaveLength(3);
  const geometric = Math.exp(logs.reduce((sum, value) => sum + value, 0) / 3);
  expect(metrics["yarnPerplexity"]?.value).toBeCloseTo(geometric, 10);
  expect(metrics["perplexity"]?.value).toBeCloseTo(geometric, 10);
});

test("words and bytes are those of the scored text: all of it, or what its tokens say", async () => {
  const text = "Zwölf große Boxkämpfer jagen";
  const summaryOf = async (length: number, model = wordModel()) => {
    const evaluation = perplexity(model, {
      documents: () => [{ name: "pangram", text }],
      source: "x",
      lengths: [length],
    });
    return await evaluation.summarize(inOrder(await answersOf(evaluation, model)));
  };
  // Without a start token the first word is not scored.
  expect((await summaryOf(3)).rows[0]).toMatchObject({ tokens: 2, words: 2, bytes: 7 + 12 });
  expect((await summaryOf(64)).rows[0]).toMatchObject({ tokens: 3, words: 3, bytes: 7 + 12 + 6 });
  const withStart = wordModel({ startToken: 0 });
  expect((await summaryOf(4, withStart)).rows[0]).toMatchObject({ tokens: 3, words: 3, bytes: 6 + 7 + 12 });
  expect((await summaryOf(5, withStart)).rows[0]).toMatchObject({ tokens: 4, words: 4, bytes: 6 + 7 + 12 + 6 });
  expect((await summaryOf(64)).metrics["perplexity"]).toMatchObject({ low: null, high: null });
});

test("the curve by position holds every scored token, at its place in the window", async () => {
  const model = wordModel({ startToken: 0 });
  const evaluation = perplexity(model, { documents, source: "x", lengths: [128, 64], stride: 40, positionBins: 8 });
  const { rows, metrics } = await evaluation.summarize(inOrder(await answersOf(evaluation, model)));
  for (const length of [64, 128]) {
    const curve = rows.filter((row) => row["row"] === "positions" && row["length"] === length);
    const total = curve.reduce((sum, row) => sum + Number(row["tokens"]), 0);
    expect(total).toBe(300 + 40 + 611);
    expect(curve[0]).toMatchObject({ from: 0, to: length / 8 });
    const nats = curve.reduce((sum, row) => sum + Number(row["nats"]) * Number(row["tokens"]), 0);
    expect(Math.exp(nats / total)).toBeCloseTo(metrics[`perplexity@${length}`]?.value ?? 0, 10);
  }
  // Three first windows of at least 41 tokens; later ones begin to score at 64 - 40.
  expect(rows.find((row) => row["length"] === 64 && row["from"] === 0)).toMatchObject({ tokens: 3 * 7 });
  expect(metrics["perplexity"]).toEqual(metrics["perplexity@128"]);
});

test("the curve's intervals are over documents: they hold its values, and documents that agree leave them no width", async () => {
  const model = wordModel({ startToken: 0 });
  const curveOf = async (measured: () => { name: string; text: string }[]) => {
    const evaluation = perplexity(model, { documents: measured, source: "x", lengths: [64], positionBins: 4 });
    const { rows } = await evaluation.summarize(inOrder(await answersOf(evaluation, model)));
    return rows.filter(({ row }) => row === "positions").map(({ low, high, ...row }) => [low, row["perplexity"], high]);
  };
  for (const [low, value, high] of await curveOf(documents)) {
    expect(Number(low)).toBeLessThan(Number(value));
    expect(Number(high)).toBeGreaterThan(Number(value));
  }
  const [first] = documents();
  const twice = await curveOf(() =>
    [first, first].map((text, index) => ({ name: `${index}`, text: text?.text ?? "" })),
  );
  for (const [low, value, high] of twice) {
    expect(low).toBeCloseTo(Number(value), 10);
    expect(high).toBeCloseTo(Number(value), 10);
  }
  for (const [low, , high] of await curveOf(() => documents().slice(0, 1))) expect([low, high]).toEqual([null, null]);
});

test("documents are the first long enough, as many as asked for", async () => {
  const model = wordModel({ startToken: 0 });
  const items = async (choices: { minimumTokens?: number; samples?: number }) =>
    (await requestsOf(perplexity(model, { documents, source: "x", lengths: [16], ...choices }))).map(
      ({ item }) => item,
    );
  expect(await items({ minimumTokens: 300 })).toEqual(["text 0/16/0", "text 2/16/0"]);
  expect(await items({ minimumTokens: 301, samples: 1 })).toEqual(["text 2/16/0"]);
  expect(await items({ samples: 2 })).toEqual(["text 0/16/0", "text 1/16/0"]);
});

test("a document counts once all of its windows are answered, and an answer of another length is refused", async () => {
  const model = wordModel({ startToken: 0 });
  const evaluation = perplexity(model, { documents, source: "x", lengths: [128], stride: 100 });
  const answers = await answersOf(evaluation, model);
  const some = await evaluation.summarize(inOrder(answers.filter(({ item }) => item !== "text 0/128/1")));
  expect(some.items.map(({ item }) => item)).toEqual(["text 1/128", "text 2/128"]);
  const curve = some.rows.filter(({ row }) => row === "positions");
  expect(curve.reduce((sum, { tokens }) => sum + Number(tokens), 0)).toBe(40 + 611);
  const short = { type: "log-probabilities", item: "text 0/128/0", logProbabilities: [-1], seconds: 0 } as const;
  await expect(evaluation.summarize(inOrder([short, ...answers.slice(1)]))).rejects.toThrow(
    "127 log-probabilities as the answer",
  );
});

test("perplexity by word is left out where there are no words to speak of", async () => {
  const model = {
    ...wordModel({ startToken: 0 }),
    tokenize: (text: string) => Promise.resolve(Array.from(text, (_, index) => index % 9)),
  };
  const evaluation = perplexity(model, {
    documents: () => [{ name: "字", text: "字".repeat(3000) }],
    source: "x",
    lengths: [4000],
  });
  const { metrics, rows } = await evaluation.summarize(inOrder(await answersOf(evaluation, model)));
  expect(Object.keys(metrics)).toEqual(["perplexity", "yarnPerplexity", "bitsPerByte"]);
  expect(rows[0]).toMatchObject({ words: 1, wordPerplexity: null, bytes: 9000 });
});

test("a perplexity that no number holds is null in the curve by position, as in its document's row", async () => {
  const model = wordModel({ startToken: 0 });
  const evaluation = perplexity(model, { documents, source: "x", lengths: [16], positionBins: 1 });
  const answers = (await answersOf(evaluation, model)).map((answer) => ({
    ...answer,
    logProbabilities: Array.from({ length: 15 }, () => -800),
  }));
  const { rows } = await evaluation.summarize(inOrder(answers as Answer[]));
  expect(rows.map(({ row, perplexity: value }) => [row, value])).toEqual([
    ["document", null],
    ["document", null],
    ["document", null],
    ["positions", null],
  ]);
});

test("names that come twice, and lengths that the model cannot hold, are refused", async () => {
  const twice = () => [...documents(), ...documents()];
  await expect(requestsOf(perplexity(wordModel(), { documents: twice, source: "x", lengths: [16] }))).rejects.toThrow(
    "two called text 0",
  );
  const short = wordModel({ contextLength: 512 });
  const error = refused(() => perplexity(short, { documents, source: "x", lengths: [256, 1024] }));
  expect(error.message).toContain("at most 512 tokens");
  for (const wrong of [
    { lengths: [] },
    { lengths: [1.5] },
    { lengths: [16], stride: 99 },
    { lengths: [16], samples: 0 },
  ]) {
    expect(refused(() => perplexity(short, { documents, source: "x", ...wrong })).kind).toBe("invalid-argument");
  }
});
