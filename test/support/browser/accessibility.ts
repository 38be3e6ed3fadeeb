import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds wrong with a page: the rule, and the elements that break it; nothing where all is well. */
export async function violations(page: Page): Promise<readonly string[]> {
  // Evaluated by the debugger, which no policy of the page forbids.
  await page.evaluate(axe.source);
  const found = await page.evaluate<axe.AxeResults>("axe.run()");
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
}
