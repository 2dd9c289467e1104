/**
 * Passkey retrieval as YaRN measures it, and on a grid of lengths and depths. Answers are greedy, ten tokens long, and
 * the trials follow from the seed.
 */
import { type LanguageModel, type Metric, randomSource, validate } from "@resonance-rope/contracts";
import * as z from "zod";
import { collectTexts } from "../collect-texts.js";
import type { Evaluation } from "../evaluation.js";
import { promptTokens } from "../prompt-tokens.js";
import { fitGarbage } from "./fit-garbage.js";
import { type Depth, type PasskeyTrial, findsKey, keyOf, passkeyTrials, promptOf } from "./passkey-trial.js";
import { wilsonInterval } from "./wilson-interval.js";

export interface PasskeyOptions {
  /** Tokens of the prompt, the start token among them, which it comes near to: `fitGarbage` says how near. */
  readonly lengths: readonly number[];
  /** Each from 0, right at the beginning, to 1. Default: a random place for each trial, as in YaRN. */
  readonly depths?: readonly number[];
  /** For each length and depth. Default 20, as in YaRN. */
  readonly trials?: number;
  /** Default 0. */
  readonly seed?: number;
}

const answerTokens = 10;

const optionsSchema = z.object({
  lengths: z.array(z.int().min(64)).min(1),
  depths: z.array(z.number().min(0).max(1)).min(1).nullable(),
  trials: z.int().min(1).max(1_000_000),
  seed: z.int(),
});

export function passkey(model: LanguageModel, options: PasskeyOptions): Evaluation {
  const chosen = validate(
    optionsSchema,
    { depths: null, trials: 20, seed: 0, ...options },
    { kind: "invalid-argument", where: "passkey", what: "choice of options" },
  );
  const lengths = [...new Set(chosen.lengths)].toSorted((a, b) => a - b);
  const depths: readonly Depth[] = chosen.depths === null ? [null] : [...new Set(chosen.depths)];
  const random = randomSource(chosen.seed).fork("passkey");
  const trials = passkeyTrials(lengths, depths, chosen.trials, random);

  let fitted: Promise<ReadonlyMap<number, number>> | undefined;
  const fit = async (): Promise<ReadonlyMap<number, number>> => {
    const characters = new Map<number, number>();
    let shorter = 0;
    for (const length of lengths) {
      shorter = await fitGarbage(model, length, shorter, random.fork(`fit ${length}`));
      characters.set(length, shorter);
    }
    return characters;
  };
  return {
    name: "passkey",
    protocol: { ...chosen, lengths, answerTokens, startToken: model.startToken !== null },
    async *requests() {
      const characters = await (fitted ??= fit());
      for (const trial of trials) {
        const tokens = await promptTokens(model, promptOf(trial, characters.get(trial.length) ?? 0));
        yield { type: "text", item: trial.item, tokens, maxTokens: answerTokens, temperature: 0 };
      }
    },
    async summarize(answers) {
      const texts = await collectTexts(answers);
      const tried = trials.flatMap((trial) => {
        const answer = texts.get(trial.item);
        return answer === undefined ? [] : [{ ...trial, hit: findsKey(answer, keyOf(trial)) ? 1 : 0 }];
      });
      const metrics = new Map(tried.length === 0 ? [] : [["accuracy", accuracyOf(tried)]]);
      const rows = lengths.flatMap((length) => {
        const ofLength = tried.filter((trial) => trial.length === length);
        if (ofLength.length > 0) metrics.set(`accuracy@${length}`, accuracyOf(ofLength));
        return depths.flatMap((depth) =>
          rowOf(
            length,
            depth,
            ofLength.filter((trial) => trial.depth === depth),
          ),
        );
      });
      const items = tried.map(({ item, length, hit }) => ({
        item,
        values: { accuracy: [hit, 1], [`accuracy@${length}`]: [hit, 1] } as const,
      }));
      return { metrics: Object.fromEntries(metrics), rows, items };
    },
  };
}

type Tried = PasskeyTrial & { readonly hit: number };

function rowOf(length: number, depth: Depth, tried: readonly Tried[]) {
  if (tried.length === 0) return [];
  const { value, ...interval } = accuracyOf(tried);
  return [{ length, depth, trials: tried.length, hits: hitsOf(tried), accuracy: value, ...interval }];
}

function accuracyOf(tried: readonly Tried[]): Metric {
  const [low, high] = wilsonInterval(hitsOf(tried), tried.length);
  return { value: hitsOf(tried) / tried.length, low, high };
}

function hitsOf(tried: readonly Tried[]): number {
  return tried.reduce((sum, { hit }) => sum + hit, 0);
}
