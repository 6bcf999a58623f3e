// Test files that `npm test` holds back for now, each with the reason. The run names them and counts them as skipped; a file that
// is asked for by its path runs all the same. This list is to be empty at a release.

/** @type {Readonly<Record<string, string>>} */
export const heldBack = {
  "tests/prove/quick.test.ts":
    "held back: the quick tier held whole by itself, and not yet within a whole run",
};
