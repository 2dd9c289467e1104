import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createRotaryEmbedding, withRopeDefaults } from "@resonance-rope/rope-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { smolLM2 } from "./models/smollm2.js";
import { runInProcess } from "./usage-in-process.js";

const plain = withRopeDefaults({ headDimension: 64, base: 100_000, trainedLength: 8192 });

let temporary = "";
let folder = "";
beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), "resonance-inspect-"));
  folder = join(temporary, "smollm2");
  await mkdir(folder);
  await writeFile(join(folder, "config.json"), JSON.stringify(smolLM2));
});
afterAll(() => rm(temporary, { recursive: true }));

interface Inspected {
  readonly spec: object;
  readonly trainedLength: number;
  readonly contextLength: number;
  readonly criticalPair: number;
  readonly angularFrequencies: number[];
  readonly wavelengths: (number | null)[];
  readonly attentionFactor: number;
  readonly findings: { level: string; code: string; message: string }[];
  readonly featureGap?: number[];
}

async function json<T>(...words: string[]): Promise<T> {
  const { code, stdout, stderr } = await runInProcess([...words, "--json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout) as T;
}

describe("resonance inspect", () => {
  it("says what a folder's config computes", async () => {
    const inspected = await json<Inspected>("inspect", folder);
    const embedding = createRotaryEmbedding(plain);
    expect(inspected).toMatchObject({ spec: plain, trainedLength: 8192, criticalPair: 20, attentionFactor: 1 });
    expect(inspected.angularFrequencies).toEqual([...embedding.angularFrequencies]);
    expect(inspected.wavelengths).toEqual([...embedding.wavelengthsTokens]);
    expect(inspected.findings).toEqual([]);
    expect(inspected).not.toHaveProperty("featureGap");
  });

  it("adds what training saw up to a target, and says that the file stops short of it", async () => {
    const inspected = await json<Inspected>("inspect", join(folder, "config.json"), "--target", "32768");
    expect(inspected.featureGap).toHaveLength(32);
    expect(inspected).toMatchObject({
      ranges: [
        { begin: 8192, end: 16_384, exactPairs: 0, nearPairs: 20, newPairs: 12 },
        { begin: 16_384, end: 32_768, exactPairs: 0, nearPairs: 20, newPairs: 12 },
      ],
    });
    expect(inspected.findings.map(({ code }) => code)).toEqual(["target-beyond-context"]);
  });

  it("draws without colours where nobody asked for them, and says what to type next", async () => {
    const { code, stdout } = await runInProcess(["inspect", folder, "--target", "32768"]);
    expect(code).toBe(0);
    expect(stdout).not.toContain("\u001b[");
    expect(stdout).toContain("20 of 32 pairs turn fully within the trained length (critical pair 20)");
    expect(stdout).toContain(`next: npx resonance export hf ${folder} --scaling yarn --factor 4 --resonance`);
  });

  it("refuses what it cannot read, without a stack", async () => {
    await writeFile(join(temporary, "broken.json"), '{"model_type":');
    for (const [model, word] of [
      [join(temporary, "nothing-here"), "nothing-here"],
      [join(temporary, "broken.json"), "JSON"],
    ] as const) {
      const { code, stdout, stderr } = await runInProcess(["inspect", model, "--json"]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toContain(word);
      expect(stderr).not.toContain("    at ");
    }
  });
});

describe("resonance export hf", () => {
  it("writes a config that computes what was asked for, and an inspection of it tells the truth", async () => {
    const out = join(temporary, "long");
    const flags = ["--scaling", "yarn", "--factor", "4", "--resonance", "--out", out];
    const exported = await json<{ written: string[]; spec: object; engines: object[] }>(
      "export",
      "hf",
      folder,
      ...flags,
    );
    const spec = {
      ...withRopeDefaults({ ...plain, scaling: { type: "yarn", factor: 4 } }),
      wavelengths: "nearest-integer",
    };
    expect(exported.spec).toEqual(spec);
    expect(exported.engines).toContainEqual(
      expect.objectContaining({ engine: "transformers", behaviour: "as-written", supported: true }),
    );
    const config = JSON.parse(await readFile(join(out, "config.json"), "utf8")) as Record<string, unknown>;
    expect(config).toMatchObject({ max_position_embeddings: 32_768, rope_theta: 100_000, hidden_size: 576 });
    expect(config["rope_scaling"]).toMatchObject({
      rope_type: "longrope",
      attention_factor: expect.closeTo(0.1 * Math.log(4) + 1, 9) as number,
    });

    const inspected = await json<Inspected>("inspect", out);
    expect(inspected).toMatchObject({ spec, trainedLength: 8192, contextLength: 32_768 });
    expect(inspected.angularFrequencies).toEqual([...createRotaryEmbedding(spec as typeof plain).angularFrequencies]);
    expect(inspected.findings.map(({ code }) => code)).toEqual(["phases-shifted", "converter-drops-factors"]);
  });

  it("takes the factor from a target, and keeps the model's own scaling where none is named", async () => {
    const yarn = join(temporary, "by-target");
    await json("export", "hf", folder, "--scaling", "yarn", "--target", "16384", "--out", yarn);
    expect(await json<Inspected>("inspect", yarn)).toMatchObject({
      spec: { scaling: { type: "yarn", factor: 2 } },
      contextLength: 16_384,
    });
    const rounded = join(temporary, "rounded");
    await json("export", "hf", yarn, "--resonance", "--out", rounded);
    expect(await json<Inspected>("inspect", rounded)).toMatchObject({
      spec: { scaling: { type: "yarn", factor: 2 }, wavelengths: "nearest-integer" },
      contextLength: 16_384,
    });
  });

  it("keeps the model's own wavelengths where nothing else is asked for", async () => {
    const [first, second] = [join(temporary, "first"), join(temporary, "second")];
    await json("export", "hf", folder, "--scaling", "yarn", "--factor", "2", "--resonance", "--out", first);
    await json("export", "hf", first, "--target", "32768", "--out", second);
    const { spec, contextLength } = await json<Inspected>("inspect", second);
    expect(spec).toEqual((await json<Inspected>("inspect", first)).spec);
    expect(contextLength).toBe(32_768);
  });

  it("takes a factor that no scaling reads for the length alone", async () => {
    const out = join(temporary, "longer");
    await json("export", "hf", folder, "--scaling", "none", "--factor", "4", "--resonance", "--out", out);
    const expected = { spec: { scaling: { type: "none" }, wavelengths: "nearest-integer" }, contextLength: 32_768 };
    expect(await json<Inspected>("inspect", out)).toMatchObject(expected);
  });

  it("refuses flags that nothing would read, and lengths that the model has already", async () => {
    for (const [words, message] of [
      [["--yarn-beta", "3"], "--yarn-beta: got --scaling none"],
      [
        ["--scaling", "linear", "--factor", "2", "--original-length", "99"],
        "expected --scaling yarn or longrope or llama3",
      ],
      [["--scaling", "yarn", "--target", "2000"], "a length from the trained 8192 tokens on"],
    ] as const) {
      const out = join(temporary, "refused");
      const { code, stderr } = await runInProcess(["export", "hf", folder, ...words, "--out", out]);
      expect(code).toBe(2);
      expect(stderr).toContain(message);
    }
  });

  it("leaves nothing behind when it refuses", async () => {
    const before = await readdir(temporary, { recursive: true });
    for (const words of [
      ["--scaling", "yarn", "--out", join(temporary, "no-factor")],
      ["--scaling", "yarn", "--factor", "4", "--out", folder],
      ["--target", "4096", "--out", join(temporary, "too-short")],
    ]) {
      const { code, stdout } = await runInProcess(["export", "hf", folder, ...words, "--json"]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    }
    expect(await readdir(temporary, { recursive: true })).toEqual(before);
  });
});

describe("resonance export gguf", () => {
  const input = fileURLToPath(new URL("models/tiny-llama.gguf", import.meta.url));

  it("writes a file that llama.cpp computes what was asked for from, and an inspection of it tells the truth", async () => {
    const before = await readFile(input);
    const out = join(temporary, "long.gguf");
    const flags = ["--scaling", "yarn", "--factor", "4", "--resonance", "--out", out];
    const exported = await json<{ written: string[]; spec: object }>("export", "gguf", input, ...flags);
    const yarn = withRopeDefaults({ ...plain, pairLayout: "interleaved", scaling: { type: "yarn", factor: 4 } });
    const spec = { ...yarn, wavelengths: "nearest-integer" } as const;
    expect(exported).toMatchObject({ written: [out], spec });
    const inspected = await json<Inspected>("inspect", out);
    expect(inspected).toMatchObject({ spec, trainedLength: 8192, contextLength: 32_768 });
    expect(inspected.angularFrequencies).toEqual([...createRotaryEmbedding(spec).angularFrequencies]);
    expect(await readFile(input)).toEqual(before);
  });

  it("shows in words what was written, what to know of it and how to start each engine", async () => {
    const out = join(temporary, "rational.gguf");
    const words = ["--scaling", "yarn", "--factor", "4", "--wavelengths", "best-rational", "--out", out];
    const { code, stdout } = await runInProcess(["export", "gguf", input, ...words]);
    expect(code).toBe(0);
    expect(stdout).toContain(`wrote ${out} · `);
    expect(stdout).toContain(`llama-cli -m ${out} -c 32768`);
    expect(stdout).not.toContain("phases-shifted");
  });

  it("never writes over its input, nor over another file unasked", async () => {
    const copy = join(temporary, "copy.gguf");
    await writeFile(copy, await readFile(input));
    for (const out of [copy, join(temporary, "copy.gguf")]) {
      const { code, stderr } = await runInProcess(["export", "gguf", copy, "--resonance", "--replace", "--out", out]);
      expect(code).toBe(2);
      expect(stderr).toContain("another name than the input's");
    }
    const { code } = await runInProcess(["export", "gguf", input, "--resonance", "--out", copy]);
    expect(code).toBe(2);
    expect(await readFile(copy)).toEqual(await readFile(input));
  });
});
