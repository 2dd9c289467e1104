/** The page that explains Resonance by letting the reader turn its wheels. */
import type { VNode } from "preact";
import { wholeNumber } from "../../format-number.js";
import { useHashState } from "../use-hash-state.js";
import { CircleExplorer } from "./circle-explorer.js";
import { Cost } from "./cost.js";
import type { Findings } from "./findings.js";
import { Found } from "./found.js";
import { ideaForm } from "./idea-state.js";
import { PairsExplorer } from "./pairs-explorer.js";

export function Idea({ findings }: { findings: Findings }): VNode {
  const [{ circle, head }, change] = useHashState(ideaForm);
  return (
    <>
      <h1>Round the wavelengths, and later positions look familiar</h1>
      <p>
        A transformer with <b>rotary position embedding</b> (RoPE) tells positions apart by turning. The numbers in each
        attention head form pairs, and each pair is like the hand of a clock: from one token to the next it turns on by
        the same angle. The number of tokens that one full turn takes is its <b>wavelength</b>. A model trained on short
        texts has seen each hand in certain places only. What happens at positions beyond?
      </p>

      <section aria-labelledby="one-pair">
        <h2 id="one-pair">One pair</h2>
        <p>
          The fastest pair of every usual model takes 2π, that is {(2 * Math.PI).toFixed(2)} tokens for a turn. So it
          never comes round to the same place twice, and later positions land <b>between</b> those that were seen.
          Positions are counted from 1, and position 1 stands at the top.
        </p>
        <CircleExplorer circle={circle} onChange={(changed) => change({ circle: changed })} />
        <p>
          <b>Press Resonance.</b> The wavelength becomes the nearest whole number of tokens, and now every later
          position lands <b>on</b> one that was seen, however far the text goes on: the gap is exactly 0. Then make the
          wavelength longer than the trained length. Training saw only part of the circle, and rounding cannot show the
          rest.
        </p>
      </section>

      <section aria-labelledby="all-pairs">
        <h2 id="all-pairs">All pairs of a head</h2>
        <p>
          A head has fast hands and slow ones. Pairs whose wavelength is below the trained length have turned fully in
          training; the paper calls them <b>pre-critical</b>. The others, from the <b>critical pair</b> on, have not,
          and go on to angles that no training position showed.
        </p>
        <PairsExplorer head={head} onChange={(changed) => change({ head: changed })} />
        <ul>
          <li>
            <b>RoPE</b> leaves a small gap in the pairs that turned fully, and in most of the others a wider one.
          </li>
          <li>
            <b>Resonance RoPE</b> brings the first to exactly 0, and hardly changes the others.
          </li>
          <li>
            <b>YaRN</b> is for those others. It makes the slow pairs {head.factor} times slower: at token{" "}
            {wholeNumber(head.factor * head.trainedLength)} they have turned about as far as they had at token{" "}
            {wholeNumber(head.trainedLength)} without it. A model that was trained without YaRN meets hardly a new angle
            there; one that was trained with it, as here, meets fewer. The fast pairs stay as they were, small gap
            included.
          </li>
          <li>
            <b>Resonance YaRN</b> rounds what YaRN left: both remedies, each for its own pairs.
          </li>
        </ul>
      </section>

      <Cost head={head} />
      <Found findings={findings} />
    </>
  );
}
