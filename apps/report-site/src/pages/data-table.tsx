/** A table that scrolls sideways within itself where the screen is narrow. */
import type { ComponentChildren, VNode } from "preact";

export interface DataTableProps {
  readonly caption: string;
  readonly columns: readonly ComponentChildren[];
  /** The first cell of a row is its heading. */
  readonly rows: readonly (readonly ComponentChildren[])[];
  readonly class?: string;
}

export function DataTable({ caption, columns, rows, class: className }: DataTableProps): VNode {
  return (
    <div class="scroll" role="region" aria-label={caption} tabIndex={0}>
      <table class={className}>
        <caption>
          <span>{caption}</span>
        </caption>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={index} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([heading, ...cells], index) => (
            <tr key={index}>
              <th scope="row">{heading}</th>
              {cells.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The numbers behind a figure, folded away. */
export function FoldedTable({ summary, ...table }: DataTableProps & { readonly summary: string }): VNode {
  return (
    <details>
      <summary>{summary}</summary>
      <DataTable {...table} />
    </details>
  );
}
