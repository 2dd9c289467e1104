/** The style of sliders and choices, for pages that have them. */
export const controlStyle: string = `
.controls{font:.875rem/1.4 var(--sans)}
.slider{display:grid;grid-template-columns:auto 1fr;gap:.15rem .8rem}
.slider span{text-align:right;color:var(--soft);font-variant-numeric:tabular-nums}
.slider input{grid-column:1/-1;margin:.2rem 0;min-height:1.5rem}
.choice{display:grid;gap:.3rem;justify-items:start}
@media print{.controls :is(button,input,select){display:none}}
`;
