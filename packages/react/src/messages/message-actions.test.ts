import type { Capability } from "@natter/client";
import { describe, expect, it } from "vitest";
import { messageActions } from "./message-actions.ts";

const member: Capability[] = ["read", "send", "react", "edit-own", "delete-own"];
const text = { state: "sent", deletedAt: null, kind: "text" } as const;

function ids(
  message: Parameters<typeof messageActions>[0],
  own: boolean,
  capabilities: Capability[] = member,
): string[] {
  return messageActions(message, { own, capabilities }).map((action) => action.id);
}

describe("messageActions", () => {
  it("lets a member change and delete only their own messages", () => {
    expect(ids(text, true)).toEqual(["react", "reply", "edit", "copy", "copyLink", "delete"]);
    expect(ids(text, false)).toEqual(["react", "reply", "copy", "copyLink"]);
  });

  it("lets a moderator delete but not edit what others wrote", () => {
    const moderator: Capability[] = [...member, "delete-any"];
    expect(ids(text, false, moderator)).toContain("delete");
    expect(ids(text, false, moderator)).not.toContain("edit");
  });

  it("leaves a reader who may not write only copying", () => {
    expect(ids(text, false, ["read"])).toEqual(["copy", "copyLink"]);
  });

  it("offers nothing on a deleted or unconfirmed message", () => {
    expect(ids({ ...text, deletedAt: new Date() }, true)).toEqual([]);
    expect(ids({ ...text, state: "failed" }, true)).toEqual([]);
  });

  it("does not offer reacting to or editing a system message", () => {
    expect(ids({ ...text, kind: "system" }, true)).toEqual(["reply", "copy", "copyLink", "delete"]);
  });
});
