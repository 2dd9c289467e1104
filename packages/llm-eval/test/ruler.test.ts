/**
 * vectors/ruler-templates.json is TASKS of NVIDIA/RULER's scripts/data/synthetic/constants.py at commit c3f5e3b
 * (Apache-2.0, NVIDIA): the templates and budgets that prompts are compared with.
 */
import { readFileSync } from "node:fs";
import { randomSource } from "@resonance-rope/contracts";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { matchAll, matchPart } from "../src/ruler/match-references.js";
import type { RulerQuestion } from "../src/ruler/question-answering.js";
import { readRulerQuestions } from "../src/ruler/read-ruler-questions.js";
import { rulerMaker } from "../src/ruler/ruler-maker.js";
import { type RulerTaskName, asksQuestions, rulerTaskNames } from "../src/ruler/ruler-task-names.js";
import { ruler } from "../src/ruler/ruler.js";
import { type RulerSample, noise } from "../src/ruler/sample.js";
import { answersOf, inOrder, requestsOf } from "./answer-all.js";
import { refused } from "./refused.js";
import { wordModel } from "./word-model.js";

interface Template {
  tokens_to_generate: number;
  template: string;
  answer_prefix: string;
}
const templates = JSON.parse(readFileSync(new URL("vectors/ruler-templates.json", import.meta.url), "utf8")) as Record<
  "niah" | "variable_tracking" | "common_words_extraction" | "freq_words_extraction" | "qa",
  Template
>;
const essay = Array.from(
  { length: 90 },
  (_, index) => `Sentence ${index} says little${index % 9 === 0 ? "?" : "."}`,
).join(" ");
const asked: RulerQuestion[] = Array.from({ length: 12 }, (_, index) => ({
  question: `Who wrote book ${index}?`,
  answers: [`Author ${index}`, `A. ${index}`],
  documents: [`Book ${index} is by Author ${index}.`],
  ...(index % 3 === 0 ? { related: [`About book ${index}.`] } : {}),
}));
const questions = { qa_1: asked, qa_2: asked };
const setting = { model: wordModel(), essay, questions, random: randomSource(0) };
const sampleOf = async (task: RulerTaskName, size: number, seed = 0, length = 4096): Promise<RulerSample> =>
  (await rulerMaker(task, length, setting)).make(size, randomSource(seed), seed % asked.length);
const textOf = ({ question, answerPrefix }: RulerSample): string => question + answerPrefix;
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);

/** The template as a pattern, its last blank the context. */
function pattern({ template, answer_prefix }: Template, blanks: Record<string, string>): RegExp {
  let text = escaped(template + answer_prefix);
  for (const [blank, value] of Object.entries(blanks)) text = text.replaceAll(String.raw`\{${blank}\}`, escaped(value));
  return new RegExp(`${text.replace(String.raw`\{context\}`, "(?<context>.*)")}$`, "su");
}

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
    const found = pattern(plural ? templates.niah : singular(templates.niah), { type_needle_v: kind, query }).exec(
      text,
    );
    const context = found?.groups?.["context"] ?? "";
    const needles = [...context.matchAll(/One of the special magic (\w+) for (\S+) is: (\S+)\./gu)];
    const asked = new Set(query.split(/, and |, /u));
    const values = needles.filter(([, , key = ""]) => asked.has(key)).map(([, , , value]) => value);
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
  const found = pattern(templates.variable_tracking, { query: value, num_v: "5" }).exec(textOf(sample));
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
  expect((await setting.model.tokenize(example)).length).toBeLessThanOrEqual(500);
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
    const question = pattern(templates.common_words_extraction, {});
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
    pattern(templates.freq_words_extraction, {}).exec(textOf(sample))?.groups?.["context"]?.split(" ") ?? [];
  const counts = counted(words);
  expect(counts.slice(0, 4).map(([word]) => word)).toEqual(["...", ...sample.references]);
  // (700 * numpy.arange(1, 6) ** -2. / scipy.special.zeta(2)).astype(int), numpy 2.4.6, scipy 1.17.1
  expect(counts.slice(0, 5).map(([, count]) => count)).toEqual([425, 106, 47, 26, 17]);
  expect(words.filter((word) => word !== "...").every((word) => /^[a-z]{6}$/u.test(word))).toBe(true);
});

test.each([1, 5, 16, 40])("a question stands below %i documents, its own among them", async (size) => {
  const sample = await sampleOf("qa_1", size, 3);
  const context = pattern(templates.qa, { query: "Who wrote book 3?" }).exec(textOf(sample))?.groups?.["context"] ?? "";
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

test("prompt and answer fill the length and do not exceed it", async () => {
  const model = wordModel({ startToken: 0 });
  const tasks = [...rulerTaskNames];
  for (const prompt of ["base", "chat-template"] as const) {
    const evaluation = ruler(model, { tasks, lengths: [1500, 4096], samples: 2, essay, questions, prompt });
    const requests = await requestsOf(evaluation);
    expect(requests).toHaveLength(13 * 2 * 2);
    for (const { item, tokens, ...request } of requests) {
      const [, length] = item.split("/");
      const used = tokens.length + (request.type === "text" ? request.maxTokens : 0);
      const least = 0.9 * Number(length);
      expect([item, used <= Number(length), used >= least || used]).toEqual([item, true, true]);
    }
  }
  const answers = {
    niah_single_1: templates.niah,
    vt: templates.variable_tracking,
    cwe: templates.common_words_extraction,
    fwe: templates.freq_words_extraction,
    qa_1: templates.qa,
    qa_2: templates.qa,
  };
  for (const [task, { tokens_to_generate }] of Object.entries(answers)) {
    expect((await rulerMaker(task as RulerTaskName, 4096, setting)).answerTokens).toBe(tokens_to_generate);
  }
});

test("a model that answers right scores 100, one that says nothing 0", async () => {
  const right = wordModel({
    answer: (prompt) => {
      const asked = /for ([\w-]+) mentioned in the provided text is$/u.exec(prompt)?.[1] ?? "";
      return ` ${new RegExp(`for ${asked} is: (\\d+)\\.`, "u").exec(prompt)?.[1] ?? "?"}.`;
    },
  });
  const options = { tasks: ["niah_single_1", "niah_multikey_2"] as const, lengths: [512, 1024], samples: 3 };
  const run = async (model: ReturnType<typeof wordModel>) => {
    const evaluation = ruler(model, options);
    return await evaluation.summarize(inOrder(await answersOf(evaluation, model)));
  };
  const { metrics, rows, items } = await run(right);
  expect(Object.keys(metrics).toSorted()).toEqual(
    ["average", "niah_multikey_2", "niah_single_1"].flatMap((name) => [name, `${name}@1024`, `${name}@512`]),
  );
  expect(Object.values(metrics).map(({ value }) => Math.round(value))).toEqual(Array.from({ length: 9 }, () => 100));
  expect(rows[0]).toEqual({ task: "niah_single_1", length: 512, samples: 3, score: 100, empty: 0 });
  expect(items).toHaveLength(12);
  const silent = await run(wordModel());
  expect(silent.metrics["average"]?.value).toBe(0);
  expect(silent.rows[0]).toMatchObject({ score: 0, empty: 1 });
});

test("the same seed asks the same, and another asks otherwise", async () => {
  const ask = (seed: number) =>
    requestsOf(ruler(wordModel(), { lengths: [1000], samples: 1, seed, tasks: ["niah_single_1", "vt", "fwe"] }));
  expect(await ask(0)).toEqual(await ask(0));
  expect(await ask(0)).not.toEqual(await ask(1));
});

// string_match_all([pred], [refs]) / 100 and string_match_part of scripts/eval/synthetic/constants.py, same commit
test.each([
  ["1234567 and 7654321.", ["1234567", "7654321"], 1, 1],
  ["1234567", ["1234567", "7654321"], 0.5, 1],
  ["ABCDE\tFGHIJ", ["abcde", "fghij", "klmno"], 2 / 3, 1],
  ["", ["x"], 0, 0],
  ["The Beatles", ["beatles", "The Rolling Stones"], 0.5, 1],
])("%j holds %j: %d of all, %d of any", (answer, references, all, part) => {
  expect(matchAll(answer, references)).toBeCloseTo(all, 12);
  expect(matchPart(answer, references)).toBe(part);
});

const squad = {
  version: "v2.0",
  data: [
    {
      title: "Novels",
      paragraphs: [
        {
          context: "Moby Dick is by Melville.",
          qas: [
            {
              id: "1",
              question: "Who wrote it?",
              answers: [{ text: "Melville", answer_start: 16 }, { text: "H. M." }],
            },
            { id: "2", question: "Who read it?", is_impossible: true, answers: [] },
          ],
        },
        { context: "Emma is by Austen.", qas: [] },
      ],
    },
    { title: "Poems", paragraphs: [{ context: "The Raven is by Poe.", qas: [] }] },
  ],
};
const hotpot = [
  {
    _id: "5a",
    question: "Were both born at sea?",
    answer: "no",
    supporting_facts: [["Ahab", 0]],
    context: [
      ["Ahab", ["He limps.", " He sails."]],
      ["Ishmael", ["He tells."]],
    ],
  },
];

test("SQuAD's questions are qa_1's, those without an answer left out", () => {
  const article = ["Moby Dick is by Melville.", "Emma is by Austen."];
  expect(readRulerQuestions(JSON.stringify(squad), "squad.json")).toEqual({
    task: "qa_1",
    questions: [
      { question: "Who wrote it?", answers: ["Melville", "H. M."], documents: article.slice(0, 1), related: article },
    ],
  });
});

test("HotpotQA's questions are qa_2's, each document its title over its sentences", () => {
  const documents = ["Ahab\nHe limps. He sails.", "Ishmael\nHe tells."];
  expect(readRulerQuestions(JSON.stringify(hotpot), "hotpot.json")).toEqual({
    task: "qa_2",
    questions: [{ question: "Were both born at sea?", answers: ["no"], documents }],
  });
});

test.each([
  ["no JSON", "{", "JSON in q.json"],
  ["another shape", '{"rows":[]}', "SQuAD in q.json"],
  ["one question a line", '{"question":"q"}\n{"question":"r"}', "JSON in q.json"],
  ["HotpotQA without answers", JSON.stringify([{ ...hotpot[0], answer: undefined }]), "HotpotQA in q.json"],
  ["a question that has no answer", JSON.stringify(squad).replace('"is_impossible":true', '"x":1'), "no answer"],
  ["no questions", "[]", "questions with answers in q.json"],
])("%s as questions is refused, the file named", (_, json, words) => {
  const error = refused(() => readRulerQuestions(json, "q.json"));
  expect(error.kind).toBe("invalid-file");
  expect(error.message).toContain(words);
});

test("a changed document, answer or question is other data, and an order of documents too", () => {
  const hashOf = (own: readonly RulerQuestion[]) =>
    ruler(wordModel(), { tasks: ["qa_1"], lengths: [4096], samples: 1, questions: { qa_1: own } }).protocol[
      "questions"
    ];
  const [first, ...others] = asked as [RulerQuestion, ...RulerQuestion[]];
  const changed = [
    { ...first, question: "?" },
    { ...first, answers: ["Author 0"] },
    { ...first, documents: [...first.documents, "more"] },
    { ...first, documents: ["About book 0."], related: first.documents },
    { ...first, documents: [...first.documents, "About book 0."], related: [] },
  ].map((one) => hashOf([one, ...others]));
  const hashes = [hashOf(asked), hashOf([...others, first]), ...changed].map((hash) => JSON.stringify(hash));
  expect(new Set(hashes).size).toBe(7);
});

test("lengths without room, too few questions and unknown tasks are refused", async () => {
  await expect(requestsOf(ruler(wordModel(), { tasks: ["vt"], lengths: [400], samples: 1 }))).rejects.toThrow(
    "a length that vt's smallest prompt and its answer fit into, got 400 tokens",
  );
  expect(refused(() => ruler(wordModel(), { tasks: ["qa_2"], lengths: [4096], questions })).message).toContain(
    "500 samples of qa_2",
  );
  for (const wrong of [
    { lengths: [] },
    { lengths: [100] },
    { lengths: [512], samples: 0 },
    { lengths: [512], tasks: [] },
  ]) {
    expect(refused(() => ruler(wordModel(), wrong)).kind).toBe("invalid-argument");
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
