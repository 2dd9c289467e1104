/** Where a seed is typed, or drawn; what is wrong with it stands beside it. */
import { randomSource } from "@resonance-rope/contracts";
import type { VNode } from "preact";
import { readSeed } from "./read-seed.js";

export function SeedField({
  typed,
  modulus,
  length,
  onType,
  onDraw,
}: {
  typed: string;
  modulus: number;
  length: number;
  onType: (text: string) => void;
  onDraw: (seed: readonly number[]) => void;
}): VNode {
  const { problem } = readSeed(typed, modulus, length);
  return (
    <div class="seed">
      <label for="seed">Seed</label>
      <input
        id="seed"
        type="text"
        inputMode="numeric"
        size={14}
        value={typed}
        autocomplete="off"
        spellcheck={false}
        aria-invalid={problem !== null}
        aria-describedby="seed-problem"
        onInput={({ currentTarget }) => onType(currentTarget.value)}
      />
      <button type="button" onClick={() => onDraw(drawnSeed(modulus, length))}>
        Draw one
      </button>
      <p id="seed-problem" role="status">
        {problem ?? ""}
      </p>
    </div>
  );
}

/** Called in a browser alone: the page itself is the same each time it is built. */
function drawnSeed(modulus: number, length: number): readonly number[] {
  const [entropy = 0] = crypto.getRandomValues(new Uint32Array(1));
  const random = randomSource(entropy);
  return Array.from({ length }, () => random.integer(modulus));
}
