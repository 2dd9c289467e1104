/**
 * The page's style: one calm column of text, figures as wide as the text, light and dark by the
 * reader's own setting. Text and links keep a contrast of at least 4.5 to 1 on both.
 */
export const stylesheet: string = `
:root{color-scheme:light dark;--page:#fff;--ink:#1d2025;--soft:#565c66;--line:#d9dce1;--panel:#f5f6f8;--accent:#0b62a3;--alert:#8a4b00;
  --sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
  --serif:Charter,"Bitstream Charter","Iowan Old Style","Sitka Text",Cambria,Georgia,"Liberation Serif",serif;
  --mono:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace}
@media screen and (prefers-color-scheme:dark){:root{--page:#15181d;--ink:#e4e7ec;--soft:#a3abb8;--line:#353b46;--panel:#1d2128;--accent:#6cb6f2;--alert:#f0b35f}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-behavior:smooth}
body{margin:0 auto;padding:1rem 20px 4rem;max-width:calc(46rem + 40px);background:var(--page);color:var(--ink);font:1.0625rem/1.6 var(--serif);overflow-wrap:break-word}
h1,h2,h3{line-height:1.2;text-wrap:balance;font-weight:600}
h1{font-size:clamp(1.65rem,4.6vw,2.6rem);letter-spacing:-.015em;margin:0 0 2.5rem}
h2{font-size:1.6rem;letter-spacing:-.01em;margin:0 0 .8rem;scroll-margin-top:1rem}
h3{font-size:1.15rem;margin:2.8rem 0 .6rem}
p{margin:0 0 1rem;text-wrap:pretty}
a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:.18em}
nav{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;align-items:baseline;font:.9rem/1.9 var(--sans);margin-bottom:clamp(1.5rem,5vw,3.5rem)}
nav a{color:var(--soft);text-decoration:none}
nav a:hover,nav [aria-current]{color:var(--ink);text-decoration:underline;text-underline-offset:.4em}
.brand{font-weight:650;margin-right:auto}
.skip{position:absolute;left:-99rem}
.skip:focus{left:20px}
button,select,input{font:.875rem/1.4 var(--sans);color:var(--ink);background:var(--panel);border:1px solid var(--soft);border-radius:6px;padding:.3rem .7rem}
button{cursor:pointer}
button:hover{border-color:var(--accent)}
button[aria-pressed=true]{background:var(--accent);border-color:var(--accent);color:var(--page)}
input[type=range]{accent-color:var(--accent);padding:0;border:0;width:100%}
.downloads{display:none}
.scripted .downloads{display:flex;gap:.5rem;margin:.5rem 0 0}
.downloads button{font-size:.75rem;padding:.1rem .55rem;border-color:var(--line)}
:is(a,summary,button,select,input,[tabindex]):focus-visible{outline:2px solid var(--accent);outline-offset:3px;border-radius:2px}
main>section,#explorer-part>section,.experiment{margin-top:4.5rem;padding-top:2.5rem;border-top:1px solid var(--line)}
.setting,.measure,.note,figcaption,caption,table,summary,footer,.runs dl,.unused,.warning,.bars{font-family:var(--sans)}
.setting,.measure,.note,figcaption,footer{color:var(--soft);font-size:.875rem;line-height:1.5}
.answers{display:grid;gap:1.25rem}
.answer{background:var(--panel);border:1px solid var(--line);border-radius:10px;padding:clamp(1rem,4vw,1.75rem)}
.answer h2{font-size:1.2rem;margin-bottom:.35rem;display:flex;flex-wrap:wrap;gap:.1rem .8rem;align-items:baseline}
.answer h2 a{color:inherit;text-decoration-color:var(--soft)}
.answer .setting{font-weight:400;letter-spacing:0}
.measure{margin-bottom:1.1rem}
.effect{margin-bottom:.35rem}
.honest{margin:.9rem 0 0;font-style:italic}
.warning{border-left:3px solid var(--alert);padding:.1rem 0 .1rem .8rem;font-size:.9rem;line-height:1.5}
.bars{list-style:none;margin:0 0 1.3rem;padding:0;display:grid;gap:1rem}
.bars li{display:grid;grid-template-columns:1fr auto;gap:.1rem .75rem;align-items:baseline}
.bars .number{font-size:1.75rem;font-weight:650;line-height:1.1;font-variant-numeric:tabular-nums}
.track{grid-column:1/-1;height:8px;background:var(--line);border-radius:4px;overflow:hidden}
.track span{display:block;height:100%;border-radius:4px}
.bars .note{grid-column:1/-1;font-size:.8125rem}
.encoding{overflow-wrap:anywhere}
:is(th,td) .encoding{display:inline-block;min-width:9rem}
.encoding svg{margin-right:.55em;vertical-align:middle}
figure{margin:1.2rem 0 1.6rem}
figure svg{display:block;max-width:100%;height:auto;font-family:var(--sans);overflow:visible}
.narrow{display:none}
figcaption{margin-top:.6rem}
details{margin-top:.5rem}
summary{cursor:pointer;color:var(--accent);font-size:.875rem;width:fit-content}
details[open] .scroll{max-height:22rem;overflow:auto;border:1px solid var(--line);border-radius:6px;margin-top:.5rem;padding:0 .75rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.4;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--soft);padding:.4rem 0}
caption span{display:block;position:sticky;left:0;width:fit-content;max-width:calc(100vw - 3.5rem)}
th,td{padding:.45rem .9rem .45rem 0;text-align:left;vertical-align:baseline;border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:0}
thead th{font-weight:500;color:var(--soft);border-bottom-color:var(--soft)}
thead th{vertical-align:bottom}
tbody th{font-weight:400}
.numbers td{white-space:nowrap}
.numbers th:not(:first-child),.numbers td{text-align:right}
.controls{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin:0 0 1rem;font:.875rem/1.5 var(--sans)}
.controls label{display:flex;gap:.4rem;align-items:center}
.controls select{max-width:14rem}
.slider{display:grid;grid-template-columns:auto 1fr;gap:.15rem .8rem}
.slider span{text-align:right;color:var(--soft);font-variant-numeric:tabular-nums}
.slider input{grid-column:1/-1;margin:.2rem 0;min-height:1.5rem}
.choice{display:grid;gap:.3rem;justify-items:start}
.explored-part .choice{display:flex;gap:.4rem;align-items:center}
.drawn{min-height:20rem}
.explored th,.explored td{text-align:right}
.explored :is(th,td):is(:nth-child(-n+3),:last-child){text-align:left}
td small{display:block;color:var(--soft)}
.differs{color:var(--alert);border:1px solid currentColor;border-radius:99px;padding:.05em .6em;font-size:.75rem}
pre{margin:.4rem 0;padding:.7rem .9rem;background:var(--panel);border:1px solid var(--line);border-radius:6px;overflow-x:auto;font:.8125rem/1.55 var(--mono)}
code{font-family:var(--mono);font-size:.8125rem}
.commands{white-space:pre-wrap}
.commands span{display:inline-block}
.runs{list-style:none;padding:0;margin:0}
.runs li{padding:1rem 0;border-bottom:1px solid var(--line)}
.below{margin-top:.7rem}
.runs p{margin:0 0 .4rem;font-family:var(--sans);font-size:.9375rem}
.runs dl,.unused{font-size:.8125rem;line-height:1.5;margin:.5rem 0 0}
.runs dl div{display:grid;grid-template-columns:5.5rem 1fr}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
.unused div{padding:.6rem 0;border-bottom:1px solid var(--line)}
.unused dt{color:var(--ink);font-weight:600;overflow-wrap:anywhere}
footer{margin-top:4.5rem;padding-top:1.5rem;border-top:1px solid var(--line)}
@media (min-width:66rem){.explored-part .scroll{width:60rem;margin-left:calc(23rem - 30rem)}}
@media (max-width:48rem){body{font-size:1rem}.wide{display:none}.narrow{display:block}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
@media (scripting:none){main :is(button,input,select,label,legend,form,.chooser,.steps),.explored :is(th,td):first-child{display:none!important}}
@media print{nav,.downloads,.skip,.controls :is(button,input,select),.controls label,.choice,.explored :is(th,td):first-child{display:none!important}body{max-width:none;padding:0;font-size:10.5pt}.wide{display:block}.narrow,details{display:none}.scroll{overflow:visible}.explored{font-size:8pt}.explored td:last-child{white-space:normal}figure,.answer,.runs li,tr{break-inside:avoid}caption{break-after:avoid}h2,h3{break-after:avoid}pre{white-space:pre-wrap}a{color:inherit}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
