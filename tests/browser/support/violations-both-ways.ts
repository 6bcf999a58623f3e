import type { Page } from "playwright-core";
import { findViolations } from "../../support/find-violations.ts";

/** What axe finds on the page as it stands, and in the other writing direction. */
export async function violationsBothWays(page: Page): Promise<string[]> {
  const found = await findViolations(page);
  await turn(page, "rtl");
  const turned = await findViolations(page);
  await turn(page, "ltr");
  return [...found, ...turned.map((violation) => `from right to left: ${violation}`)];
}

function turn(page: Page, dir: "ltr" | "rtl"): Promise<void> {
  return page.evaluate((way) => {
    for (const element of document.querySelectorAll<HTMLElement>("html, [dir=ltr], [dir=rtl]")) {
      element.dir = way;
    }
  }, dir);
}
