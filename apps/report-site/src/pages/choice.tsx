/** A labelled choice of one number among a few. */
import type { VNode } from "preact";
import { wholeNumber } from "../format-number.js";

export function Choice({
  id,
  label,
  value,
  choices,
  text = wholeNumber,
  onChange,
}: {
  id: string;
  label: string;
  value: number;
  choices: readonly number[];
  /** What a choice is called. */
  text?: (choice: number) => string;
  onChange: (value: number) => void;
}): VNode {
  return (
    <div class="choice">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={value}
        autocomplete="off"
        onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}
      >
        {choices.map((choice) => (
          <option key={choice} value={choice} selected={choice === value}>
            {text(choice)}
          </option>
        ))}
      </select>
    </div>
  );
}
