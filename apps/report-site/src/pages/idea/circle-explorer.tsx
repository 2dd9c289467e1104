/** The circle of one pair, to turn and round by hand: Figure 1 of the paper made to move. */
import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import { FoldedTable } from "../data-table.js";
import { Downloads } from "../downloads.js";
import { Slider } from "../slider.js";
import { CircleDrawing } from "./circle-drawing.js";
import { circleWords, gapText } from "./circle-words.js";
import { type Circle, chordDegrees, circleLimits, pairRotations } from "./pair-rotations.js";

export function CircleExplorer({ circle, onChange }: { circle: Circle; onChange: (circle: Circle) => void }): VNode {
  const rotations = useMemo(() => pairRotations(circle), [circle]);
  const { wavelengthTokens, resonance, trainedLength, beyond } = circle;
  const change = (fields: Partial<Circle>): void => onChange({ ...circle, ...fields });
  const words = circleWords(circle, rotations);
  return (
    <figure class="circle">
      <CircleDrawing
        rotations={rotations}
        resonance={resonance}
        description={`A circle with ${trainedLength} dots, the trained positions, and ${beyond} rings, the later ones. ${words}`}
      />
      <div class="controls">
        <Slider
          id="wavelength"
          label="Wavelength"
          text={`${Number(wavelengthTokens.toFixed(2))} tokens`}
          value={toNotch(wavelengthTokens)}
          min={0}
          max={notches}
          onChange={(notch) => change({ wavelengthTokens: fromNotch(notch) })}
        />
        <Slider
          id="trained"
          label="Trained on"
          text={`positions 1 to ${trainedLength}`}
          value={trainedLength}
          min={circleLimits.trainedLength.from}
          max={circleLimits.trainedLength.to}
          onChange={(length) => change({ trainedLength: length })}
        />
        <Slider
          id="beyond"
          label="Then read on"
          text={`to position ${trainedLength + beyond}`}
          value={beyond}
          min={circleLimits.beyond.from}
          max={circleLimits.beyond.to}
          onChange={(positions) => change({ beyond: positions })}
        />
        <button type="button" aria-pressed={resonance} onClick={() => change({ resonance: !resonance })}>
          Resonance: round the wavelength
        </button>
        <p class={resonance ? "gap rounded" : "gap"} role="status">
          <span>largest gap to a seen rotation</span> <b>{gapText(rotations.gap)}</b> <span>{words}</span>
        </p>
      </div>
      <figcaption>
        <Dot /> a trained position, <Ring /> a later one. The gap is the distance between two points of a circle of
        radius 1, so at most 2: the feature gap of the paper, for the later position that is worst off.
      </figcaption>
      <Downloads />
      <FoldedTable
        summary="The numbers behind this figure"
        caption="Later positions and the trained position nearest to each"
        columns={["position", "nearest trained position", "degrees apart", "distance"]}
        rows={rotations.landings.map(({ position, nearest, chord }) => [
          position,
          nearest.position,
          chordDegrees(chord).toFixed(2),
          gapText(chord),
        ])}
        class="numbers"
      />
    </figure>
  );
}

function Dot(): VNode {
  return (
    <svg class="inline" width="10" height="10" aria-hidden="true">
      <circle cx="5" cy="5" r="4" fill="currentColor" />
    </svg>
  );
}

function Ring(): VNode {
  return (
    <svg class="inline" width="16" height="16" aria-hidden="true">
      <circle cx="8" cy="8" r="7" fill="none" stroke="currentColor" stroke-width="1.6" />
    </svg>
  );
}

/** The slider is logarithmic, so that short wavelengths, where a token matters most, are easy to set. */
const notches = 500;
const { from, to } = circleLimits.wavelengthTokens;
const fromNotch = (notch: number): number => Number((from * (to / from) ** (notch / notches)).toFixed(2));
const toNotch = (wavelength: number): number =>
  Math.round((notches * Math.log(wavelength / from)) / Math.log(to / from));
