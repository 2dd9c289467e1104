/** Back, step, play, and a slider: which token is looked at. */
import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { Slider } from "../slider.js";

const stepMilliseconds = 900;

export function StepControls({
  at,
  first,
  last,
  playing,
  onLook,
  onPlay,
}: {
  /** Indices counted from 0. */
  at: number;
  first: number;
  last: number;
  playing: boolean;
  onLook: (index: number) => void;
  onPlay: (playing: boolean) => void;
}): VNode {
  useEffect(() => {
    if (!playing) return;
    if (at === last) return onPlay(false);
    const timer = setTimeout(() => onLook(at + 1), stepMilliseconds);
    return () => clearTimeout(timer);
  }, [playing, at, last, onLook, onPlay]);
  const look = (index: number): void => {
    onPlay(false);
    onLook(Math.min(last, Math.max(first, index)));
  };
  return (
    <div class="steps">
      {/* Not disabled at an end, which would take the focus from whoever pressed it. */}
      <button type="button" aria-disabled={at === first} onClick={() => look(at - 1)}>
        Back
      </button>
      <button type="button" aria-disabled={at === last} onClick={() => look(at + 1)}>
        Step
      </button>
      <button
        type="button"
        onClick={() => {
          if (!playing && at === last) onLook(first);
          onPlay(!playing);
        }}
      >
        {playing ? "Pause" : "Play"}
      </button>
      <Slider
        id="token"
        label="Look at"
        text={`token ${at + 1} of ${last + 1}`}
        value={at + 1}
        min={first + 1}
        max={last + 1}
        onChange={(token) => look(token - 1)}
      />
    </div>
  );
}
