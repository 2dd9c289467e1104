import type { VNode } from "preact";
import type { Fault } from "./fault.js";

export function FaultNote({ title, fault }: { title: string; fault: Fault }): VNode {
  const { expected, received, remedy } = fault;
  return (
    <div class="warning fault">
      <p>
        <strong>{title}</strong>
      </p>
      <dl>
        {expected !== null && <Line name="expected" text={expected} />}
        <Line name="got" text={received} />
        {remedy !== null && <Line name="try" text={remedy} />}
      </dl>
    </div>
  );
}

const Line = ({ name, text }: { name: string; text: string }): VNode => (
  <div>
    <dt>{name}</dt>
    <dd>{text}</dd>
  </div>
);
