import type { Capability } from "@natter/client";
import { describe, expect, it } from "vitest";
import { allowedActions, type MessageViewer } from "./message-actions.ts";

const member: Capability[] = ["read", "send", "send-reply", "react", "edit-own", "delete-own"];
const ada: MessageViewer = { own: true, capabilities: member, isMember: true, inThread: false };
const text = {
  state: "sent",
  deletedAt: null,
  kind: "text",
  editedAt: null,
  text: "hello",
  threadId: null,
} as const;

describe("allowedActions", () => {
  it("lets a member change and delete only their own messages", () => {
    const always = ["react", "reply", "thread"];
    const more = ["copy", "copyLink", "forward", "star", "markUnread", "remind"];
    expect(allowedActions(text, ada)).toEqual([...always, "edit", ...more, "delete"]);
    expect(allowedActions(text, { ...ada, own: false })).toEqual([...always, ...more, "report"]);
  });

  it("lets a moderator delete and pin but not edit what others wrote", () => {
    const capabilities: Capability[] = [...member, "delete-any", "pin"];
    const ids = allowedActions(text, { ...ada, own: false, capabilities });
    expect(ids).toContain("delete");
    expect(ids).toContain("pin");
    expect(ids).not.toContain("edit");
  });

  it("leaves a reader who may not write only copying", () => {
    const reader = { ...ada, own: false, capabilities: ["read" as const], isMember: false };
    expect(allowedActions(text, reader)).toEqual(["copy", "copyLink"]);
  });

  it("offers no thread inside a thread, nor on a reply that shows in the channel too", () => {
    expect(allowedActions(text, { ...ada, inThread: true })).not.toContain("thread");
    expect(allowedActions({ ...text, threadId: "root" }, ada)).not.toContain("thread");
  });

  it("offers what was said before only where something was changed", () => {
    expect(allowedActions(text, ada)).not.toContain("history");
    expect(allowedActions({ ...text, editedAt: new Date() }, ada)).toContain("history");
  });

  it("offers nothing on a deleted message or one that is on its way", () => {
    expect(allowedActions({ ...text, deletedAt: new Date() }, ada)).toEqual([]);
    expect(allowedActions({ ...text, state: "sending" }, ada)).toEqual([]);
  });

  it("[SND-2] offers to send again, copy and discard one that failed", () => {
    expect(allowedActions({ ...text, state: "failed" }, ada)).toEqual(["retry", "copy", "discard"]);
  });

  it("does not offer reacting to, answering in a thread or editing a system message", () => {
    const ids = allowedActions({ ...text, kind: "system" }, ada);
    for (const id of ["react", "thread", "edit"]) expect(ids).not.toContain(id);
  });
});
