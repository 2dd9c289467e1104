/** All pairs of a head, whose shape the reader sets: which turn fully in training, and what each remedy does. */
import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { figureSizes } from "../../figures/figure-size.js";
import { wholeNumber } from "../../format-number.js";
import { DataTable, FoldedTable } from "../data-table.js";
import { Slider } from "../slider.js";
import { gapText } from "./circle-words.js";
import { type HeadEncoding, type HeadShape, type PairOfHead, headEncodings } from "./head-encodings.js";
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
          onChange={(headDimension) => change({ headDimension })}
        />
        <Choice id="base" label="Base" value={head.base} choices={bases} onChange={(base) => change({ base })} />
        <Choice
          id="factor"
          label="Read on to"
          unit=" × the trained length"
          value={factor}
          choices={factors}
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
      {figureSizes.map((size) => (
        <div key={size.name} class={size.name}>
          <PairsDrawing
            encodings={encodings}
            trainedLength={trainedLength}
            size={size}
            description={pairsWords(encodings)}
          />
        </div>
      ))}
      <figcaption>
        One dot a pair. Across: the tokens it takes for one turn. Up: its largest gap to a seen rotation when reading{" "}
        {wholeNumber(factor * trainedLength)} tokens, on a logarithmic scale whose lowest line is exactly 0. Filled: the
        pair turned fully in training. Ringed: the critical pair, the first that did not, counted from 0 as in the
        paper.
      </figcaption>
      <div role="status">
        <DataTable
          caption={`Read to ${wholeNumber(factor * trainedLength)} tokens: gaps of the pairs that turned fully in training, and of the others`}
          columns={["", "turned fully", "their largest gap", "the others", "their mean gap"]}
          rows={encodings.map(summaryRow)}
          class="numbers"
        />
      </div>
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

function Choice({
  id,
  label,
  unit = "",
  value,
  choices,
  onChange,
}: {
  id: string;
  label: string;
  unit?: string;
  value: number;
  choices: readonly number[];
  onChange: (value: number) => void;
}): VNode {
  return (
    <label class="choice" for={id}>
      <span>{label}</span>
      <select
        id={id}
        value={value}
        autocomplete="off"
        onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}
      >
        {choices.map((choice) => (
          <option key={choice} value={choice} selected={choice === value}>
            {wholeNumber(choice)}
            {unit}
          </option>
        ))}
      </select>
    </label>
  );
}

function summaryRow({ name, pairs }: HeadEncoding): (string | number)[] {
  const gaps = (preCritical: boolean): number[] =>
    pairs.filter((pair) => pair.preCritical === preCritical).map(({ gap }) => gap);
  const [within, others] = [gaps(true), gaps(false)];
  return [
    name,
    `${within.length} of ${pairs.length}`,
    within.length === 0 ? "–" : gapText(Math.max(...within)),
    others.length,
    others.length === 0 ? "–" : gapText(others.reduce((sum, gap) => sum + gap, 0) / others.length),
  ];
}

function pairsWords(encodings: readonly HeadEncoding[]): string {
  return encodings
    .map((encoding) => {
      const [name, within, largest, others, mean] = summaryRow(encoding);
      return `${name}: ${within} pairs turn fully in training, their largest gap is ${largest}; of the other ${others} the mean gap is ${mean}.`;
    })
    .join(" ");
}

function pairCells(pair: PairOfHead | undefined): string[] {
  return pair === undefined ? ["", ""] : [pair.wavelengthTokens.toFixed(2), gapText(pair.gap)];
}
