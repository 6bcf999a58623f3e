import { isProofPageTrue } from "../proof-page.mjs";

/**
 * Refuses a RELIABILITY.md that does not say what the kept reports say.
 *
 * @param {string} root
 * @returns {{problems: string[]}}
 */
export function checkProofPage(root) {
  if (isProofPageTrue(root)) return { problems: [] };
  return { problems: ["RELIABILITY.md does not say what docs/proof/reports says."] };
}
