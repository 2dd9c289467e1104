/** All pairs of a head, whose shape the reader sets: which turn fully in training, and what each remedy does. */
import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { figureSizes } from "../../figures/figure-size.js";
import { wholeNumber } from "../../format-number.js";
import { Choice } from "../choice.js";
import { DataTable, FoldedTable } from "../data-table.js";
import { Downloads } from "../downloads.js";
import { Slider } from "../slider.js";
import { gapText } from "./circle-words.js";
import { countWords, gapColumns, gapSummary, gapWords, yarnWords } from "./gap-summary.js";
import { type HeadShape, type PairOfHead, headEncodings } from "./head-encodings.js";
import { bases, factors, headDimensions, lengthExponents } from "./idea-state.js";
import { PairsDrawing } from "./pairs-drawing.js";

/** Heads that readers of the paper meet: its own models' and LLaMA 2's. */
const examples: readonly { readonly name: string; readonly head: HeadShape }[] = [
  { name: "PosGen’s model", head: { headDimension: 64, base: 10_000, trainedLength: 64, factor: 4 } },
  { name: "LLaMA 2", head: { headDimension: 128, base: 10_000, trainedLength: 4096, factor: 4 } },
];

export function PairsExplorer({ head, onChange }: { head: HeadShape; onChange: (head: HeadShape) => void }): VNode {
  const encodings = useMemo(() => headEncodings(head), [head]);
  const change = (fields: Partial<HeadShape>): void => onChange({ ...head, ...fields });
  const { trainedLength, factor } = head;
  return (
    <figure class="pairs">
      <div class="controls">
        <p class="examples">
          {examples.map(({ name, head: example }) => (
            <button
              key={name}
              type="button"
              aria-pressed={JSON.stringify(example) === JSON.stringify(head)}
              onClick={() => onChange(example)}
            >
              {name}
            </button>
          ))}
        </p>
        <Choice
          id="dimension"
          label="Head dimension"
          value={head.headDimension}
          choices={headDimensions}
          text={(dimension) => wholeNumber(dimension)}
          onChange={(headDimension) => change({ headDimension })}
        />
        <Choice
          id="base"
          label="Base"
          value={head.base}
          choices={bases}
          text={(base) => wholeNumber(base)}
          onChange={(base) => change({ base })}
        />
        <Choice
          id="factor"
          label="Read on to"
          value={factor}
          choices={factors}
          text={(times) => `${times} × the trained length`}
          onChange={(to) => change({ factor: to })}
        />
        <Slider
          id="length"
          label="Trained on"
          text={`${wholeNumber(trainedLength)} tokens`}
          value={Math.log2(trainedLength)}
          min={lengthExponents.from}
          max={lengthExponents.to}
          onChange={(exponent) => change({ trainedLength: 2 ** exponent })}
        />
      </div>
      <p class="counts" role="status">
        {countWords(encodings, trainedLength)}
      </p>
      {figureSizes.map((size) => (
        <div key={size.name} class={size.name}>
          <PairsDrawing
            encodings={encodings}
            trainedLength={trainedLength}
            size={size}
            description={gapWords(encodings)}
          />
        </div>
      ))}
      <figcaption>
        One dot a pair. Across: the tokens it takes for one turn. Up: its largest gap to a seen rotation when reading{" "}
        {wholeNumber(factor * trainedLength)} tokens, on a logarithmic scale whose lowest line is exactly 0. Filled: the
        pair turned fully in training. Ringed: the critical pair, the first that did not, counted from 0 as in the
        paper. {yarnWords(encodings)}
      </figcaption>
      <Downloads />
      <DataTable
        caption={`Reading ${wholeNumber(factor * trainedLength)} tokens: pairs that turned fully in training, pairs that did not, and their gaps`}
        columns={gapColumns}
        rows={encodings.map(gapSummary)}
        class="numbers"
      />
      <FoldedTable
        summary="The numbers behind this figure"
        caption="Wavelength in tokens, and largest gap, of every pair"
        columns={["pair", ...encodings.flatMap(({ name }) => [`${name}: tokens`, "gap"])]}
        rows={Array.from({ length: head.headDimension / 2 }, (_, pair) => [
          pair,
          ...encodings.flatMap(({ pairs }) => pairCells(pairs[pair])),
        ])}
        class="numbers"
      />
    </figure>
  );
}

function pairCells(pair: PairOfHead | undefined): string[] {
  return pair === undefined ? ["", ""] : [pair.wavelengthTokens.toFixed(2), gapText(pair.gap)];
}
