/** The pages that the navigation names, in its order. */
export interface SitePage {
  readonly file: string;
  readonly name: string;
}

type PageName = "results";

export const sitePages: Readonly<Record<PageName, SitePage>> = {
  results: { file: "index.html", name: "Results" },
};
