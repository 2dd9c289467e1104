/** The seed of a sequence: a choice for each of its tokens. */
import type { VNode } from "preact";

export function SeedChoice({
  seed,
  modulus,
  onChange,
}: {
  seed: readonly number[];
  modulus: number;
  onChange: (seed: readonly number[]) => void;
}): VNode {
  return (
    <fieldset class="seed-choice">
      <legend>Seed tokens</legend>
      {seed.map((token, index) => (
        <select
          key={index}
          aria-label={`Token ${index + 1}`}
          value={token}
          autocomplete="off"
          onChange={({ currentTarget }) => onChange(seed.with(index, Number(currentTarget.value)))}
        >
          {Array.from({ length: modulus }, (_, choice) => (
            <option key={choice} value={choice} selected={choice === token}>
              {choice}
            </option>
          ))}
        </select>
      ))}
    </fieldset>
  );
}
