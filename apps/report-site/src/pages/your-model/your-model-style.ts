/** The rules that only "Your model" has. */
export const yourModelStyle: string = `
.chooser{font-family:var(--sans);font-size:.9375rem;margin-top:2rem!important;padding-top:0!important;border-top:0!important}
.drop{border:2px dashed var(--soft);border-radius:10px;padding:clamp(1rem,4vw,1.75rem)}
.drop.over{border-color:var(--accent);background:var(--panel)}
.drop label{display:block;margin-bottom:.8rem}
.drop .note{margin:.8rem 0 0}
input[type=file]{max-width:100%;padding:.5rem;border-color:var(--line)}
textarea{display:block;width:100%;margin:.4rem 0;padding:.6rem .8rem;font:.8125rem/1.5 var(--mono);color:var(--ink);background:var(--panel);border:1px solid var(--soft);border-radius:6px}
.chooser details label{display:block;margin-top:.6rem;color:var(--soft)}
.example{margin:.9rem 0 0}
.examined>section{margin-top:3.5rem;padding-top:2rem;border-top:1px solid var(--line)}
.facts{font:.9375rem/1.5 var(--sans);margin:0 0 1.4rem}
.facts div{display:grid;grid-template-columns:11rem 1fr;padding:.3rem 0;border-bottom:1px solid var(--line)}
.findings,.engines{list-style:none;margin:0 0 1.4rem;padding:0;font:.9375rem/1.5 var(--sans)}
.findings li{border-left:3px solid var(--line);padding:.1rem 0 .1rem .8rem;margin-bottom:.8rem}
.findings .error,.findings .warning{border-color:var(--alert)}
.findings strong{text-transform:capitalize}
.findings :is(.error,.warning) strong{color:var(--alert)}
.findings code{color:var(--soft);white-space:nowrap}
.fault{margin:1.2rem 0}
.fault p{margin:0 0 .3rem}
.fault dl{margin:0}
.fault dl div{display:grid;grid-template-columns:5.5rem 1fr}
.encoding-form{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.9rem 1.25rem;margin-bottom:1.8rem}
.encoding-form :is(details,.note){grid-column:1/-1}
.settings{display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:.9rem 1.25rem;margin-top:.8rem}
.encoding-form p{margin:0;font-family:var(--sans)}
.encoding-form label{display:block;font-size:.8125rem;color:var(--soft);margin-bottom:.2rem}
.encoding-form label::first-letter{text-transform:uppercase}
.encoding-form :is(input,select){width:100%}
.scroll+.note{margin-top:.8rem}
.engines li{padding:.8rem 0;border-bottom:1px solid var(--line)}
.engines p{margin:0 0 .2rem}
.engines small{color:var(--soft);white-space:nowrap}
.engines li>p>span{display:inline-block;width:1.1em;color:var(--soft)}
.primary{background:var(--accent);border-color:var(--accent);color:var(--page);font-weight:600;font-size:1rem;padding:.55rem 1.1rem;margin:0 .6rem .8rem 0;max-width:100%;overflow-wrap:anywhere}
.primary:disabled{opacity:1;background:var(--panel);color:var(--soft);border-color:var(--line)}
[aria-busy=true] :is(.findings,.engines,figure){opacity:.7}
@media (max-width:30rem){.facts div{grid-template-columns:1fr;padding:.45rem 0}}
@media print{.chooser,.encoding-form,.file-downloads{display:none}}
`;
