import type { Finding } from "@resonance-rope/rope-interop";
import type { VNode } from "preact";

export function FindingList({ findings, none }: { findings: readonly Finding[]; none: string }): VNode {
  if (findings.length === 0) return <p class="note">{none}</p>;
  return (
    <ul class="findings">
      {findings.map(({ level, code, message }, index) => (
        <li key={index} class={level}>
          <strong>{level}</strong> {message} <code>{code}</code>
        </li>
      ))}
    </ul>
  );
}
