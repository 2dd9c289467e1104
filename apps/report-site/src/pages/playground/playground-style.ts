/** The style of the playground. */
export const playgroundStyle: string = `
.ask{display:flex;flex-wrap:wrap;gap:.8rem 1rem;align-items:end;margin-bottom:.8rem}
.controls fieldset{border:0;padding:0;margin:0;display:flex;flex-wrap:wrap;gap:.4rem;align-items:center}
.controls legend{padding:0;margin-bottom:.3rem}
.controls label:has([type=radio]){display:inline-flex;gap:.4rem;align-items:center;margin-right:.8rem}
.grids{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20.5rem),1fr));gap:1.2rem 1.6rem}
.grid-name{margin:0 0 .3rem;font-family:var(--sans);display:flex;flex-wrap:wrap;gap:0 .8rem;align-items:baseline}
.grid-name svg{display:inline-block}
.grid-name .note{flex-basis:100%}
.grids svg[role=img]{font-variant-numeric:tabular-nums;width:100%}
.progress{font:.875rem/1.5 var(--sans);font-variant-numeric:tabular-nums;min-height:1.5em;margin:.6rem 0}
progress{width:100%;accent-color:var(--accent);display:block;margin:.4rem 0}
@media print{.ask,section:has(#train):not(:has(figure)){display:none}}
`;
