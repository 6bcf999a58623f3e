import axe from "axe-core";
import type { Page } from "playwright-core";

type Violation = {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
};

// Half faded in, a dialog has half its contrast: what is judged is what stands in the end. Endless animations are let be.
const settled = `Promise.all(
  document.getAnimations()
    .filter((animation) => animation.effect.getComputedTiming().endTime !== Infinity)
    .map((animation) => animation.finished.catch(() => undefined)),
)`;

// Icons are drawings here. Axe takes Arabic letters, which are joined, for an icon font's word, and leaves them out of what is seen.
const allTextIsText = `axe.configure({
  checks: [{ id: "label-content-name-mismatch", options: { pixelThreshold: 1, occurrenceThreshold: 3 } }],
})`;

/** Serious and critical findings of axe on the page as it stands, as readable lines. */
export async function findViolations(page: Page): Promise<string[]> {
  await page.evaluate(settled);
  if (!(await page.evaluate("'axe' in window"))) {
    await page.evaluate(axe.source);
    await page.evaluate(allTextIsText);
  }
  // What axe.run answers is described at https://github.com/dequelabs/axe-core/blob/develop/doc/API.md#results-object
  const violations = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)",
  )) as Violation[];
  return violations
    .filter((violation) => violation.impact === "serious" || violation.impact === "critical")
    .flatMap((violation) =>
      violation.nodes.map((node) => `${violation.id}: ${node.html}\n${node.failureSummary}`),
    );
}
