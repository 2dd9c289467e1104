import { randomSource } from "@resonance-rope/contracts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { insertIntoEssay } from "../src/ruler/insert-sentences.js";
import { asksQuestions, rulerTaskNames } from "../src/ruler/ruler-task-names.js";
import { type RulerSample, noise } from "../src/ruler/sample.js";
import { essay, sampleOf, setting } from "./ruler-setting.js";
import { type Template, rulerTemplates, templatePattern } from "./ruler-templates.js";

const textOf = ({ question, answerPrefix }: RulerSample): string => question + answerPrefix;
/** What upstream does to the template where one value is asked for. */
const singular = ({ tokens_to_generate, ...texts }: Template): Template => {
  const [template = "", answer_prefix = ""] = [texts.template, texts.answer_prefix].map((text) =>
    text.replaceAll("Some", "A").replaceAll("are all", "is").replaceAll("are", "is"),
  );
  return { tokens_to_generate, template, answer_prefix };
};

test.each(rulerTaskNames.filter((name) => name.startsWith("niah")))(
  "%s hides its needles in RULER's words",
  async (task) => {
    const sample = await sampleOf(task, 60);
    const text = textOf(sample);
    const plural = task === "niah_multivalue" || task === "niah_multiquery";
    const kind = (task === "niah_single_3" || task === "niah_multikey_3" ? "uuids" : "numbers").slice(
      0,
      plural ? undefined : -1,
    );
    const query = / for (.+?) mentioned in the provided text\?/u.exec(text)?.[1] ?? "";
    const found = templatePattern(plural ? rulerTemplates.niah : singular(rulerTemplates.niah), {
      type_needle_v: kind,
      query,
    }).exec(text);
    const context = found?.groups?.["context"] ?? "";
    const needles = [...context.matchAll(/One of the special magic (\w+) for (\S+) is: (\S+)\./gu)];
    const keys = new Set(query.split(/, and |, /u));
    const values = needles.filter(([, , key = ""]) => keys.has(key)).map(([, , , value]) => value);
    expect(values.toSorted()).toEqual(sample.references.toSorted());
    expect(sample.references).toHaveLength(plural ? 4 : 1);
    const others = {
      niah_multikey_1: 4,
      niah_multikey_2: 61,
      niah_multikey_3: 61,
      niah_multivalue: 4,
      niah_multiquery: 4,
    };
    expect(needles).toHaveLength(others[task as keyof typeof others] ?? 1);
    for (const [, , , value = ""] of needles) {
      expect(value).toMatch(
        kind.startsWith("number")
          ? /^[1-9]\d{6}$/u
          : /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u,
      );
    }
    if (task === "niah_multikey_2" || task === "niah_multikey_3") return;
    // Without the needles, the haystack is what it was.
    const hay = context.replaceAll(/One of the special magic \w+ for \S+ is: \S+\.\n?/gu, "");
    const source = (task === "niah_single_1" ? noise : essay).split(" ");
    const words = hay.split(/\s+/u).filter((word) => word !== "");
    expect(words).toEqual(words.map((_, index) => source[index % source.length]));
  },
);

test("in an essay of a hundred sentences forty needles stand at forty depths, from its beginning to its end", () => {
  const sentences = Array.from({ length: 100 }, (_, index) => `s${index}.`);
  const needles = Array.from({ length: 40 }, (_, index) => `needle${index}`);
  const parts = insertIntoEssay(sentences, 100, needles, randomSource(0)).trim().split(/\s+/u);
  const depths = needles.map((needle, index) => parts.indexOf(needle) - index);
  // numpy.round(numpy.linspace(0, 100, num=40, endpoint=True)).astype(int)[[0, 1, 2, 20, 38, 39]]
  expect([0, 1, 2, 20, 38, 39].map((index) => depths[index])).toEqual([0, 3, 5, 51, 97, 100]);
});

test("no needle of the haystack is of the key that is asked for", async () => {
  for (const seed of [0, 1, 2]) {
    const { question } = await sampleOf("niah_multikey_2", 100_000, seed);
    const key = / for (\S+) mentioned in the provided text\?$/u.exec(question)?.[1] ?? "";
    expect(question.split(` for ${key} is: `)).toHaveLength(2);
  }
});

test("variable tracking hands its value through five names, after a solved example", async () => {
  const sample = await sampleOf("vt", 40);
  const value = / variables are assigned the value (\d{5}), they are: $/u.exec(sample.answerPrefix)?.[1] ?? "";
  const found = templatePattern(rulerTemplates.variable_tracking, { query: value, num_v: "5" }).exec(textOf(sample));
  const context = found?.groups?.["context"] ?? "";
  const [example = ""] = textOf(sample).split("\n\nMemorize and track");
  const holders = (text: string, held: string): string[] => {
    const names = [new RegExp(`VAR ([A-Z]+) = ${held}\n`, "u").exec(text)?.[1] ?? ""];
    for (;;) {
      const next = new RegExp(`VAR ([A-Z]+) = VAR ${names.at(-1) ?? ""} \n`, "u").exec(text)?.[1];
      if (next === undefined) return names;
      names.push(next);
    }
  };
  expect(holders(context.slice(context.lastIndexOf("Memorize and track")), value)).toEqual(sample.references);
  const [, solvedValue = "", solved = ""] = /value (\d{5}), they are: {2}([A-Z ]+)$/u.exec(example) ?? [];
  expect(solved.split(" ")).toEqual(holders(example, solvedValue));
  const exampleTokens = (await setting.model.tokenize(example)).length;
  // A line of noise more would be 20 tokens more.
  expect([exampleTokens <= 500, exampleTokens > 475]).toEqual([true, true]);
  const values = await Promise.all(Array.from({ length: 20 }, (_, seed) => sampleOf("vt", 5, seed)));
  expect(values.some(({ answerPrefix }) => / value [6-9]\d{4},/u.test(answerPrefix))).toBe(true);
});

const counted = (words: readonly string[]): [string, number][] => {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a);
};

test.each([
  [4096, 300, 30, 3, 10],
  [2048, 300, 6, 1, 3],
  [4096, 2000, 30, 3, 10],
])(
  "common words, at %i tokens: ten of %i words come %i times, the others %i",
  async (length, size, times, otherTimes, exampleTimes) => {
    const sample = await sampleOf("cwe", size, 1, length);
    const question = templatePattern(rulerTemplates.common_words_extraction, {});
    const [, solved = "", list = ""] = textOf(sample)
      .split("Below is a numbered list of words.")
      .map((part) => `Below is a numbered list of words.${part}`);
    const wordsOf = (text: string): string[] =>
      [...(question.exec(text)?.groups?.["context"] ?? "").matchAll(/\d+\. (\S+)/gu)].map(([, word = ""]) => word);
    const counts = counted(wordsOf(list));
    expect(counts).toHaveLength(size);
    expect(
      counts
        .slice(0, 10)
        .map(([word]) => word)
        .toSorted(),
    ).toEqual(sample.references.toSorted());
    expect(new Set(counts.slice(0, 10).map(([, count]) => count))).toEqual(new Set([times]));
    expect(new Set(counts.slice(10).map(([, count]) => count))).toEqual(new Set([otherTimes]));
    const [example = "", answer = ""] = solved.split(/(?<=appear most often in the list are:)/u);
    const common = counted(wordsOf(example))
      .filter(([, count]) => count === exampleTimes)
      .map(([word]) => word);
    expect(
      answer
        .trim()
        .replaceAll(/\d+\. /gu, "")
        .split(" ")
        .toSorted(),
    ).toEqual(common.toSorted());
  },
);

test("frequent words are as frequent as a zeta distribution says, dots first", async () => {
  const sample = await sampleOf("fwe", 700);
  const words =
    templatePattern(rulerTemplates.freq_words_extraction, {}).exec(textOf(sample))?.groups?.["context"]?.split(" ") ??
    [];
  const counts = counted(words);
  expect(counts.slice(0, 4).map(([word]) => word)).toEqual(["...", ...sample.references]);
  // (700 * numpy.arange(1, 6) ** -2. / scipy.special.zeta(2)).astype(int), numpy 2.4.6, scipy 1.17.1
  expect(counts.slice(0, 5).map(([, count]) => count)).toEqual([425, 106, 47, 26, 17]);
  // One word for each fifty tokens of the prompt, (4096 - 50) / 50, where all of them come at least once.
  const many =
    textOf(await sampleOf("fwe", 50_000))
      .split("coded words. ")[1]
      ?.split("\n")[0]
      ?.split(" ") ?? [];
  expect(new Set(many).size).toBe(80);
  expect(words.filter((word) => word !== "...").every((word) => /^[a-z]{6}$/u.test(word))).toBe(true);
});

test.each([1, 5, 16, 40])("a question stands below %i documents, its own among them", async (size) => {
  const sample = await sampleOf("qa_1", size, 3);
  const context =
    templatePattern(rulerTemplates.qa, { query: "Who wrote book 3?" }).exec(textOf(sample))?.groups?.["context"] ?? "";
  const documents = context.split(/(?:^|\n\n)Document \d+:\n/u).slice(1);
  expect(documents).toHaveLength(size);
  expect(documents).toContain("Book 3 is by Author 3.");
  if (size > 1 && size < 16) expect(documents).toContain("About book 3.");
  // There are 16 of them; beyond that number they come again.
  expect(new Set(documents).size).toBe(Math.min(size, 16));
});

test("a sample has the same answers however large its haystack", async () => {
  for (const task of rulerTaskNames) {
    const references = async (size: number): Promise<readonly string[]> => (await sampleOf(task, size, 7)).references;
    const small = await references(60);
    for (const size of [61, 100, 500]) expect([task, await references(size)]).toEqual([task, small]);
  }
});

test("any size of any task makes a prompt that holds what is asked for", async () => {
  const task = fc.constantFrom(...rulerTaskNames.filter((name) => !asksQuestions(name)));
  await fc.assert(
    fc.asyncProperty(task, fc.integer({ min: 60, max: 400 }), fc.nat(1000), async (name, size, seed) => {
      const { question, references } = await sampleOf(name, size, seed);
      for (const reference of references) expect(question).toContain(reference);
    }),
    { numRuns: 60 },
  );
});
