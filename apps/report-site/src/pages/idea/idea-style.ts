/** The style of the page "The idea". */
export const ideaStyle: string = `
main>section:first-of-type{margin-top:2.5rem;padding-top:0;border:0}
.circle{display:grid;grid-template-columns:minmax(0,370px) minmax(0,1fr);gap:1rem 2rem;align-items:center}
.circle>:is(figcaption,.downloads,details){grid-column:1/-1;margin-top:0}
.circle .controls{display:grid;gap:1.1rem}
.gap{margin:0;border-left:3px solid var(--none-as-scaled);padding:.1rem 0 .1rem .9rem;font:.875rem/1.45 var(--sans)}
.gap.rounded{border-color:var(--none-nearest-integer)}
.gap b{display:block;font-size:2rem;line-height:1.2;font-weight:650;font-variant-numeric:tabular-nums}
.gap span:last-child{display:block;min-height:6em;color:var(--soft)}
.inline{display:inline!important;vertical-align:-.15em}
.pairs .controls{display:grid;grid-template-columns:repeat(3,minmax(0,auto)) minmax(0,1fr);gap:1rem 1.5rem;align-items:end;margin-bottom:1.5rem}
.counts{margin:0 0 .8rem;font:.875rem/1.45 var(--sans)}
.examples{grid-column:1/-1;display:flex;flex-wrap:wrap;gap:.5rem;margin:0}
@media (max-width:48rem){.circle{grid-template-columns:minmax(0,1fr)}.circle svg[role=img]{margin:0 auto}.gap span:last-child{min-height:4.5em}.pairs .controls{grid-template-columns:1fr 1fr}.pairs .slider{grid-column:1/-1}}
`;
