import { describe, expect, it } from "vitest";
import { approvalOf, decisionsFor } from "./quick-decision.ts";

const message = { type: "message" as const, id: "m" };
const user = { type: "user" as const, id: "u" };
const shadowed = { hits: [{ name: "No links", action: "shadow" }] };

describe("approvalOf", () => {
  it("shows a message again that a rule hid", () => {
    const hidden = { subject: message, source: "automation" as const, detail: shadowed };
    expect(approvalOf(hidden)).toBe("restore");
  });

  it("leaves everything else as it is", () => {
    expect(approvalOf({ subject: message, source: "report", detail: {} })).toBe("dismiss");
    const flagged = { hits: [{ name: "Rude words", action: "flag" }] };
    expect(approvalOf({ subject: message, source: "automation", detail: flagged })).toBe("dismiss");
    expect(approvalOf({ subject: user, source: "automation", detail: shadowed })).toBe("dismiss");
  });
});

describe("decisionsFor", () => {
  it("deletes messages only, and warns or bans only where there is somebody", () => {
    const author = "u" as never; // a user id, branded on the wire
    expect(decisionsFor({ subject: message, userId: author })).toEqual([
      "approve",
      "delete",
      "warn",
      "ban",
    ]);
    expect(decisionsFor({ subject: user, userId: author })).toEqual(["approve", "warn", "ban"]);
    expect(decisionsFor({ subject: message, userId: null })).toEqual(["approve", "delete"]);
  });
});
