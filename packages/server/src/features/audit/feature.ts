import { Download, type Feature } from "../../core/feature.ts";
import { listAudit } from "./list-audit.ts";
import { reportCsv } from "./report-csv.ts";
import { makeReport, type CountAppeals } from "./transparency-report.ts";

/** The log of everything that moderation does, and the report on it. */
export function auditFeature(countAppeals: CountAppeals): Feature {
  return {
    name: "audit",
    handlers: {
      "moderation.audit": (call, { query }) => listAudit(call, query),
      "moderation.report": async (call, { query }) => {
        const report = await makeReport(call, query, countAppeals);
        if (query.format === "json") return report;
        return new Download("text/csv; charset=utf-8", "moderation-report.csv", reportCsv(report));
      },
    },
  };
}
