// Test files that `npm test` holds back for now, each with the reason. The run names them and counts them as skipped; a file that
// is asked for by its path runs all the same. This list is to be empty at a release.

const unseen = "held back: not seen to pass as a whole since the kit was rebuilt";

/** @type {Readonly<Record<string, string>>} */
export const heldBack = {
  "tests/browser/accessibility.test.ts": unseen,
  "tests/browser/community.test.ts": unseen,
  "tests/browser/composing.test.ts":
    "held back: its tests build on each other's drafts, and one that fails takes the rest along",
  "tests/browser/connection.test.ts": unseen,
  "tests/browser/offline.test.ts": unseen,
  "tests/browser/scrolling.test.ts": unseen,
  "tests/browser/safe-text.test.ts": unseen,
  "tests/prove/quick.test.ts":
    "held back: each suite of the quick tier was seen to hold, all of them in one run not yet",
  "tests/stories/stories.test.ts":
    "held back: six of 72 stories failed in the last whole run; what they showed was mended, not run again",
};
