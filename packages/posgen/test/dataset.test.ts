import { taskNames } from "@resonance-rope/contracts";
import { describe, expect, test } from "vitest";
import { type SequenceSet, contentHash, dataset, paperDatasetOptions, paperTask } from "../src/index.js";
import { refused } from "./refused.js";

const sequences = ({ tokens, count, length }: SequenceSet, shown = length): string[] =>
  Array.from({ length: count }, (_, row) => tokens.slice(row * length, row * length + shown).join(" "));
const seeds = (set: SequenceSet): string[] => sequences(set, set.seedLength);
const recursive = paperTask("recursive");

const hash = (seed: number): Promise<string> => contentHash(dataset(recursive, { ...paperDatasetOptions, seed }));

describe("the paper's split", () => {
  test("no two sequences of any split share a seed, for every task", () => {
    for (const name of taskNames) {
      const { train, validation, test: tested } = dataset(paperTask(name), paperDatasetOptions);
      expect([train, validation, tested].map(({ count, length }) => [count, length])).toEqual([
        [10_000, 64],
        [1000, 256],
        [1000, 256],
      ]);
      expect(new Set([...seeds(train), ...seeds(validation), ...seeds(tested)]).size).toBe(12_000);
    }
  });

  test("can use up all M^(j+k) seeds, and is refused one more", () => {
    const task = { ...recursive, modulus: 3 };
    const options = { ...paperDatasetOptions, sequences: { train: 79, validation: 1, test: 1 } };
    const { train, validation, test: tested } = dataset(task, options);
    expect(new Set([...seeds(train), ...seeds(validation), ...seeds(tested)]).size).toBe(81);
    const more = { ...options, sequences: { train: 80, validation: 1, test: 1 } };
    expect(refused(() => dataset(task, more)).message).toContain("3^4 = 81");
  });

  test("M = 7 has 2401 seeds and is refused 12000, with the modulus that would do", () => {
    const error = refused(() => dataset({ ...recursive, modulus: 7 }, paperDatasetOptions));
    expect(error.message).toContain("7^4 = 2401");
    expect(error.remedy).toContain("modulus of at least 11");
  });

  test("draws from 2^52 seeds without holding them, and is refused more than 2^53", () => {
    const { train } = dataset({ ...recursive, modulus: 2 ** 13 }, paperDatasetOptions);
    expect(new Set(seeds(train)).size).toBe(10_000);
    // The first token of 8192 is uniform: mean 4096, standard deviation of the mean 24
    const first = train.tokens.filter((_, index) => index % 64 === 0);
    expect(Math.abs(first.reduce((sum, token) => sum + token, 0) / 10_000 - 4096)).toBeLessThan(120);
    expect(refused(() => dataset({ ...recursive, modulus: 2 ** 14 }, paperDatasetOptions)).message).toContain("2^53");
  });

  test("a larger training set leaves validation and test as they were", () => {
    const small = dataset(recursive, { ...paperDatasetOptions, sequences: { train: 10, validation: 20, test: 30 } });
    const large = dataset(recursive, { ...paperDatasetOptions, sequences: { train: 99, validation: 20, test: 30 } });
    expect(large.test).toEqual(small.test);
    expect(large.validation).toEqual(small.validation);
    expect(sequences(large.train).slice(0, 10)).toEqual(sequences(small.train));
  });

  test("the seed decides it, alone", async () => {
    expect(await hash(1)).toBe(await hash(1));
    expect(await hash(1)).not.toBe(await hash(2));
  });
});

describe("the released code's split", () => {
  const released = { ...paperDatasetOptions, split: "released-code" } as const;
  const { train, validation, test: tested } = dataset(recursive, released);

  test("its seeds are the sorted combinations of 4 of 17 tokens, in a cycle of 2380", () => {
    const all = seeds(train);
    expect(new Set(all).size).toBe(2380);
    expect(all.slice(0, 3)).toEqual(["0 1 2 3", "0 1 2 4", "0 1 2 5"]);
    expect(all[2379]).toBe("13 14 15 16");
    expect(all[2380]).toBe(all[0]);
    // list(itertools.combinations(range(17), 4))[10000 % 2380], Python 3.11
    expect(seeds(tested)[0]).toBe("0 8 9 14");
  });

  test("every validation and test sequence continues a training sequence", () => {
    const trained = new Set(sequences(train));
    for (const row of [...sequences(validation, 64), ...sequences(tested, 64)]) expect(trained.has(row)).toBe(true);
    expect(sequences(validation, 64)).toEqual(sequences(train).slice(0, 1000));
  });

  test("needs j + k different tokens", () => {
    expect(refused(() => dataset({ ...recursive, modulus: 3 }, released)).message).toContain("modulus of at least");
    const four = { ...released, sequences: { train: 2, validation: 1, test: 1 } };
    expect(new Set(seeds(dataset({ ...recursive, modulus: 4 }, four).train))).toEqual(new Set(["0 1 2 3"]));
  });
});

describe("dataset", () => {
  test("refuses lengths that leave nothing to score", () => {
    expect(refused(() => dataset(recursive, { ...paperDatasetOptions, trainedLength: 4 })).message).toContain("seed");
    expect(refused(() => dataset(recursive, { ...paperDatasetOptions, testedLength: 64 })).message).toContain("L = 64");
  });

  test("the content hash does not change between platforms and versions", async () => {
    // Python 3.11: combinations in a cycle, x.append(sum(x[-4:]) % 17), hashlib.sha256 of struct.pack("<i", ...) a
    // split, then of the lines "train 10000 64 4 <hash>\nvalidation 1000 256 4 <hash>\ntest 1000 256 4 <hash>\n"
    expect(await contentHash(dataset(recursive, { ...paperDatasetOptions, split: "released-code" }))).toBe(
      "5bb19fbe6900e4eac515940175f8bb51644cd1a56be5d358f37f7b730e586180",
    );
    // This package, 0.1; pure-rand 8.4.2
    expect(await contentHash(dataset(recursive, paperDatasetOptions))).toBe(
      "c6b1b9948b8c8830e6432004902500bb6d34c6974acc6b5704d72fbfb3fcbb39",
    );
  });
});
