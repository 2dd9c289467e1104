/** Commands to copy, one a line; a long one breaks between its flags and never inside one. */
import { Fragment, type VNode } from "preact";

export function CommandLines({ commands }: { commands: readonly string[] }): VNode {
  return (
    <pre class="commands">
      <code>
        {commands.map((command, line) => (
          <Fragment key={command}>
            {line > 0 && "\n"}
            {command.split(/ (?=--)/u).map((part, index) => (
              <Fragment key={index}>
                {index > 0 && " "}
                <span>{part}</span>
              </Fragment>
            ))}
          </Fragment>
        ))}
      </code>
    </pre>
  );
}
