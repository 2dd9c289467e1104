/** Needles in a haystack, RULER's eight variants (niah.py and synthetic.yaml): special magic values of keys. */
import type { RandomSource } from "@resonance-rope/contracts";
import { insertIntoEssay, insertIntoLines } from "./insert-sentences.js";
import { type RulerSample, type SampleMaker, drawLetters, drawUnlike, noise, shuffled } from "./sample.js";
import { adjectives, nouns } from "./word-list.js";

type Kind = "words" | "numbers" | "uuids";

export interface NeedleTask {
  /** Sentences about nothing, an essay's words, or needles of other keys. */
  readonly haystack: "noise" | "essay" | "needles";
  readonly keyKind: Kind;
  readonly valueKind: Kind;
  readonly keys: number;
  /** Of each key. */
  readonly values: number;
  /** Keys that are asked for. */
  readonly queries: number;
}

const single = { haystack: "essay", keyKind: "words", valueKind: "numbers", keys: 1, values: 1, queries: 1 } as const;

type NeedleTaskName = `niah_single_${1 | 2 | 3}` | `niah_multikey_${1 | 2 | 3}` | "niah_multivalue" | "niah_multiquery";

export const needleTasks: Readonly<Record<NeedleTaskName, NeedleTask>> = {
  niah_single_1: { ...single, haystack: "noise" },
  niah_single_2: single,
  niah_single_3: { ...single, valueKind: "uuids" },
  niah_multikey_1: { ...single, keys: 4 },
  niah_multikey_2: { ...single, haystack: "needles" },
  niah_multikey_3: { ...single, haystack: "needles", keyKind: "uuids", valueKind: "uuids" },
  niah_multivalue: { ...single, values: 4 },
  niah_multiquery: { ...single, keys: 4, queries: 4 },
};

/** @param essay its words. */
export function needleMaker(task: NeedleTask, essay: readonly string[]): SampleMaker {
  const { haystack, keyKind, valueKind, values, queries } = task;
  const needle = (key: string, value: string): string =>
    `One of the special magic ${valueKind} for ${key} is: ${value}.`;
  const make = (size: number, random: RandomSource): RulerSample => {
    const used = new Set<string>();
    const source = random.fork("needles");
    const keys = drawUnlike(task.keys, used, () => draw(keyKind, source));
    const valuesOf = keys.map(() => drawUnlike(values, new Set<string>(), () => draw(valueKind, source)));
    const needles = shuffled(
      keys.flatMap((key, index) => (valuesOf[index] ?? []).map((value) => needle(key, value))),
      source,
    );
    const asked = shuffled([...keys.keys()], source).slice(0, queries);

    const hay = random.fork("haystack");
    // No other needle is of a key that is asked for, so every question has one answer.
    const line = (): string =>
      haystack === "noise"
        ? noise
        : needle(drawUnlike(1, new Set<string>(used), () => draw(keyKind, hay))[0] ?? "", draw(valueKind, hay));
    const context =
      haystack === "essay"
        ? insertIntoEssay(essay, size, needles, hay)
        : insertIntoLines(Array.from({ length: size }, line), needles, hay).join("\n");
    return {
      ...question(
        valueKind,
        queries * values === 1,
        asked.map((index) => keys[index] as string),
        context,
      ),
      references: asked.flatMap((index) => valuesOf[index] ?? []),
    };
  };
  return { answerTokens: 128, minimumSize: task.keys * values, make };
}

function question(valueKind: Kind, one: boolean, keys: readonly string[], context: string) {
  const kind = one ? valueKind.slice(0, -1) : valueKind;
  const query = keys.length > 1 ? `${keys.slice(0, -1).join(", ")}, and ${keys.at(-1) ?? ""}` : (keys[0] ?? "");
  const hidden = `${one ? "A" : "Some"} special magic ${kind} ${one ? "is" : "are"} hidden within the following text.`;
  const asked = `What ${one ? "is" : "are all"} the special magic ${kind} for ${query} mentioned in the provided text?`;
  return {
    question: `${hidden} Make sure to memorize it. I will quiz you about the ${kind} afterwards.\n${context}\n${asked}`,
    answerPrefix: ` The special magic ${kind} for ${query} mentioned in the provided text ${one ? "is" : "are"}`,
  };
}

function draw(kind: Kind, random: RandomSource): string {
  switch (kind) {
    case "numbers":
      return String(1_000_000 + random.integer(9_000_000));
    case "words":
      return `${adjectives[random.integer(adjectives.length)] ?? ""}-${nouns[random.integer(nouns.length)] ?? ""}`;
    case "uuids": {
      const hexadecimal = drawLetters(random, "0123456789abcdef", 30);
      const variant = "89ab".charAt(random.integer(4));
      const parts = [hexadecimal.slice(0, 8), hexadecimal.slice(8, 12), `4${hexadecimal.slice(12, 15)}`];
      return [...parts, `${variant}${hexadecimal.slice(15, 18)}`, hexadecimal.slice(18, 30)].join("-");
    }
  }
}
