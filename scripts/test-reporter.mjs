import { writeFileSync } from "node:fs";

/** Counts a run for `npm test`: writes `{passed, failed, skipped: [{file, title, reason}]}` to the file named by TEST_SUMMARY_FILE. */
export default class SummaryReporter {
  /**
   * @param {readonly import("vitest/node").TestModule[]} modules
   * @param {readonly unknown[]} unhandledErrors
   */
  onTestRunEnd(modules, unhandledErrors) {
    const summary = {
      passed: 0,
      failed: unhandledErrors.length,
      skipped: /** @type {object[]} */ ([]),
    };
    for (const module of modules) {
      const before = summary.failed;
      for (const test of module.children.allTests()) countTest(test, summary);
      // A file that cannot be loaded, or whose hooks fail, has no failed test of its own.
      if (module.state() === "failed" && summary.failed === before) summary.failed += 1;
    }
    const file = process.env.TEST_SUMMARY_FILE;
    if (file) writeFileSync(file, JSON.stringify(summary));
  }
}

/**
 * @param {import("vitest/node").TestCase} test
 * @param {{passed: number, failed: number, skipped: object[]}} summary
 */
function countTest(test, summary) {
  const result = test.result();
  if (result.state === "passed") summary.passed += 1;
  else if (result.state === "failed") summary.failed += 1;
  else {
    const reason = result.state === "skipped" ? result.note : undefined;
    summary.skipped.push({ file: test.module.relativeModuleId, title: test.fullName, reason });
  }
}
