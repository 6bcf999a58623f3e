/** A line that did not arrive, or not as it stands in its file. `line` counts from 1; null speaks of the whole file. */
type ReportedLine = {
  readonly file: string;
  readonly line: number | null;
  readonly reason: string;
};

/**
 * What became of every line: `lines = messages + system + existing + refused + empty`.
 * `actions` and `quoted` are contained in `messages` (a quoted reply may also be in `system`).
 */
export type ImportReport = {
  lines: number;
  messages: number;
  system: number;
  actions: number;
  quoted: number;
  /** Arrived in an earlier import and were left as they are. */
  existing: number;
  refused: number;
  empty: number;
  users: number;
  channels: string[];
  reported: ReportedLine[];
  seconds: number;
};

/** A report in which nothing has happened yet. */
export function emptyReport(): ImportReport {
  return {
    lines: 0,
    messages: 0,
    system: 0,
    actions: 0,
    quoted: 0,
    existing: 0,
    refused: 0,
    empty: 0,
    users: 0,
    channels: [],
    reported: [],
    seconds: 0,
  };
}

const maxShown = 20;

/** The report as lines for a person; at most 20 reported lines, `--json` has them all. */
export function formatReport(report: ImportReport, space: string): string {
  const n = (count: number) => count.toLocaleString("en");
  const rows = [
    `Imported into the space "${space}": ${report.channels.map((name) => `#${name}`).join(", ") || "no channel"}`,
    `  lines     ${n(report.lines)}`,
    `  messages  ${n(report.messages)} new (${n(report.actions)} actions, ${n(report.quoted)} quoted replies)`,
    `  system    ${n(report.system)} new`,
    `  existing  ${n(report.existing)} from an earlier import`,
    `  refused   ${n(report.refused)}`,
    `  empty     ${n(report.empty)}`,
    `  users     ${n(report.users)}`,
    `  seconds   ${report.seconds.toFixed(1)}`,
  ];
  if (report.reported.length > 0) {
    rows.push(`${n(report.reported.length)} reported:`);
    for (const { file, line, reason } of report.reported.slice(0, maxShown)) {
      rows.push(`  ${file}${line === null ? "" : `:${line}`}: ${reason}`);
    }
    const more = report.reported.length - maxShown;
    if (more > 0) rows.push(`  and ${n(more)} more (--json lists them all)`);
  }
  return rows.join("\n");
}
