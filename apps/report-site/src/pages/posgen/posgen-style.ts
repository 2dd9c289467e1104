/** The style of the page "PosGen". */
export const posGenStyle: string = `
main>.controls{display:grid;grid-template-columns:1.25fr 1fr;gap:1.2rem 2rem;align-items:start;margin:2rem 0 0}
.group{display:flex;flex-wrap:wrap;gap:.4rem;align-items:baseline}
.group span,.seed label{width:100%}
.seed{display:flex;flex-wrap:wrap;gap:.3rem .5rem;align-items:baseline}
.seed p{width:100%;margin:0;min-height:2.8em;color:var(--alert)}
input[aria-invalid=true]{border-color:var(--alert);outline:1px solid var(--alert)}
.tokens{position:relative;margin:0 auto}
.tokens.wide{max-width:736px}
.token{position:absolute;padding:0;border:0;border-radius:5px;background:none}
.token:hover{background:color-mix(in srgb,var(--accent) 10%,transparent)}
.token:focus-visible{outline:2px solid var(--accent);outline-offset:2px;z-index:1}
.sequence{display:grid;grid-template-columns:1fr auto;gap:1rem 1.5rem;align-items:end}
.sequence>*{grid-column:1/-1;min-width:0}
.sequence>.toggle{grid-column:2;grid-row:2}
.sequence>.steps{grid-column:1;grid-row:2}
.steps{display:grid;grid-template-columns:repeat(3,auto) minmax(8rem,1fr);gap:.5rem;align-items:end;font:.875rem/1.4 var(--sans)}
.steps .slider{margin-left:.75rem}
[aria-disabled=true]{opacity:.5;cursor:default}
.spelled{font-family:var(--sans);font-size:.9375rem}
.spelled p{margin:0 0 .5rem}
.spelled .short{color:var(--alert)}
.sequence>:is(figcaption,.downloads,details){margin-top:0}
.rule-key{border-bottom:2px solid var(--accent)}
.shortcut-key{border-bottom:2px dashed var(--alert)}
.tasks{display:grid;grid-template-columns:auto 1fr;gap:.6rem 1.5rem;margin:0 0 1rem}
.tasks dt{color:var(--ink);font-weight:600}
@media (max-width:48rem){main>.controls{grid-template-columns:1fr}.sequence>.toggle,.sequence>.steps{grid-column:1/-1;grid-row:auto;justify-self:start}.sequence>.steps{justify-self:stretch}.steps .slider{grid-column:1/-1;margin:0}.tasks{grid-template-columns:1fr;gap:0}.tasks dd{margin-bottom:.8rem}}
@media print{.steps,.sequence>.toggle,main>.controls{display:none}}
`;
