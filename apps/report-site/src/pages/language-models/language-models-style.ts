/** The rules that only "Language models" has. */
export const languageModelsStyle: string = `
.grids{display:grid;gap:1.4rem;margin-bottom:1.8rem}
.grid td{background:color-mix(in srgb,var(--accent) calc(var(--share,0%) * .32),transparent);text-align:center;padding:.35rem .5rem;border:2px solid var(--page)}
.grid th:not(:first-child){text-align:center}
.grid th[scope=row]{white-space:nowrap}
.grid td small{color:var(--ink)}
section>h3{margin-top:2.2rem}
.runs dd{overflow-wrap:anywhere}
`;
