/** The wavelengths of every pair, drawn and as a table. */
import type { VNode } from "preact";
import { figureSizes } from "../../figures/figure-size.js";
import { shortNumber } from "../../format-number.js";
import { FoldedTable } from "../data-table.js";
import { Downloads } from "../downloads.js";
import type { ComparedEncoding } from "./examine.js";
import { WavelengthStrips } from "./wavelength-strips.js";

export function WavelengthFigure(props: {
  compared: readonly ComparedEncoding[];
  trainedLength: number;
  target: number;
}): VNode {
  const { compared } = props;
  const [first] = compared;
  return (
    <figure>
      {figureSizes.map((size) => (
        <div key={size.name} class={size.name}>
          <WavelengthStrips {...props} size={size} />
        </div>
      ))}
      <figcaption>
        A dot is a pair of dimensions, at the tokens that it takes to turn once. Filled: it turned fully in training;
        with a whole number of tokens a turn, no later rotation is new. Hollow: it did not, and goes on to rotations
        that training never saw, unless a scaling slows it down.
      </figcaption>
      <Downloads />
      <FoldedTable
        summary="The wavelengths as a table"
        class="numbers"
        caption="Wavelengths in tokens, pair by pair, the fastest first"
        columns={["pair", ...compared.map(({ label }) => label)]}
        rows={(first?.wavelengthsTokens ?? []).map((_, pair) => [
          pair + 1,
          ...compared.map(({ wavelengthsTokens }) => {
            const tokens = wavelengthsTokens[pair] ?? null;
            return tokens === null ? "stands still" : shortNumber(tokens);
          }),
        ])}
      />
    </figure>
  );
}
