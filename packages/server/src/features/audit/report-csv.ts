import type { TransparencyReport } from "@natter/contract";

/**
 * A transparency report as CSV (RFC 4180) with the columns section, action, reason, by, count. No cell begins with a sign that
 * would make a spreadsheet calculate it: such a cell gets an apostrophe before it.
 */
export function reportCsv(report: TransparencyReport): string {
  const { timeToDecision: waited, appeals } = report;
  const lines: (string | number)[][] = [
    ["section", "action", "reason", "by", "count"],
    ["period", "from", report.from, "", ""],
    ["period", "to", report.to, "", ""],
    ["period", "channel", report.cid ?? "all", "", ""],
    ...report.actions.map(({ action, reason, by, count }) => ["acts", action, reason, by, count]),
    ["acts", "total", "", "", report.total],
    ...(waited
      ? [
          ["time to decision", "decisions", "", "", waited.count],
          ["time to decision", "median", "ms", "", waited.medianMs],
          ["time to decision", "90th percentile", "ms", "", waited.p90Ms],
          ["time to decision", "longest", "ms", "", waited.maxMs],
        ]
      : []),
    ...Object.entries(appeals).map(([what, count]) => ["appeals", what, "", "", count]),
  ];
  return lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

function cell(value: string | number): string {
  const text = String(value);
  const safe = /^[=+\-@\t\r\n]/.test(text) && typeof value === "string" ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
