/** A training that was saved and taken up again ends with the bytes of one that never stopped. */
import { Buffer } from "node:buffer";
import { expect, it } from "vitest";
import { type Training, createTraining } from "../../src/index.js";
import { tinyBatch, tinyConfig, tinyTraining } from "../tiny-model.js";

const options = { ...tinyTraining, config: { ...tinyConfig, dropout: 0.1 } };

/** Advances to a step and returns the losses on the way. */
async function advanceTo(training: Training, step: number): Promise<number[]> {
  const losses: number[] = [];
  while (training.step < step) losses.push((await training.advance(tinyBatch(training.step))).loss);
  return losses;
}

export function resumesToTheSameBits(): void {
  it("six steps, and three saved and three more, give the same losses and the same bytes, with dropout", async () => {
    const whole = createTraining(options);
    const losses = await advanceTo(whole, 6);
    const saved = Buffer.from(await whole.save());
    whole.dispose();

    const first = createTraining(options);
    await advanceTo(first, 3);
    const bytes = await first.save();
    first.dispose();
    const second = createTraining({ ...options, checkpoint: { bytes, step: 3 } });
    expect(await advanceTo(second, 6)).toEqual(losses.slice(3));
    expect(saved.equals(await second.save())).toBe(true);
    second.dispose();
  });

  it("another seed, and another share dropped, give other bytes", async () => {
    const trained = async (changed: Partial<typeof options>): Promise<string> => {
      const training = createTraining({ ...options, ...changed });
      await advanceTo(training, 2);
      const bytes = await training.save();
      training.dispose();
      return Buffer.from(bytes).toString("base64");
    };
    const without = { ...options.config, dropout: 0 };
    expect(new Set([await trained({}), await trained({ seed: 1 }), await trained({ config: without })]).size).toBe(3);
  });
}
