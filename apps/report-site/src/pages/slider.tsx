/** A labelled slider with its value in words. */
import type { VNode } from "preact";

export function Slider({
  id,
  label,
  text,
  value,
  min,
  max,
  onChange,
}: {
  id: string;
  label: string;
  /** The value as it is read: "6.28 tokens". */
  text: string;
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
}): VNode {
  return (
    <div class="slider">
      <label for={id}>{label}</label>
      <span aria-hidden="true">{text}</span>
      <input
        type="range"
        id={id}
        min={min}
        max={max}
        step={1}
        value={value}
        aria-valuetext={text}
        autocomplete="off"
        onInput={({ currentTarget }) => onChange(currentTarget.valueAsNumber)}
      />
    </div>
  );
}
