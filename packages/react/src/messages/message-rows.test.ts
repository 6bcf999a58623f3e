import { describe, expect, it } from "vitest";
import { messageRows, type RowMessage, type RowOptions } from "./message-rows.ts";

const options: RowOptions = {
  viewerId: "ada",
  readSeq: null,
  joinedSeq: 0,
  groupWithinMs: 300_000,
  atStart: false,
};

function message(seq: number, changes: Partial<RowMessage> = {}): RowMessage {
  return {
    key: `m${seq}`,
    seq,
    sender: { id: "bob" },
    kind: "text",
    quote: null,
    createdAt: new Date(2026, 4, 20, 12, seq),
    deletedAt: null,
    silent: false,
    inChannel: true,
    ...changes,
  };
}

function groups(messages: readonly RowMessage[], changes: Partial<RowOptions> = {}): string[] {
  return messageRows(messages, { ...options, ...changes }).map((row) =>
    row.type === "message" ? row.group : row.type,
  );
}

describe("messageRows", () => {
  it("groups one author's messages that follow within five minutes", () => {
    expect(groups([message(1), message(2), message(3)])).toEqual(["start", "middle", "end"]);
    expect(groups([message(1), message(7)])).toEqual(["single", "single"]);
    expect(groups([message(1), message(6)])).toEqual(["start", "end"]);
  });

  it("starts a new group at another author, a reply and around a system message", () => {
    expect(groups([message(1), message(2, { sender: { id: "ada" } })])).toEqual([
      "single",
      "single",
    ]);
    expect(groups([message(1), message(2, { quote: {} })])).toEqual(["single", "single"]);
    expect(groups([message(1), message(2, { kind: "system", sender: null }), message(3)])).toEqual([
      "single",
      "single",
      "single",
    ]);
    expect(
      groups([
        message(1, { kind: "system", sender: null }),
        message(2, { kind: "system", sender: null }),
      ]),
    ).toEqual(["single", "single"]);
  });

  it("puts a separator at midnight of the viewer's day, and parts the group there", () => {
    const late = message(1, { createdAt: new Date(2026, 4, 19, 23, 59) });
    const early = message(2, { createdAt: new Date(2026, 4, 20, 0, 1) });
    expect(groups([late, early])).toEqual(["single", "day", "single"]);
  });

  it("names the first day only at the channel's start", () => {
    expect(groups([message(1)])).toEqual(["single"]);
    expect(groups([message(1)], { atStart: true })).toEqual(["start", "day", "single"]);
  });

  it("puts one divider above the first unread message that is not the viewer's own", () => {
    const messages = [message(1), message(2, { sender: { id: "ada" } }), message(3), message(4)];
    expect(groups(messages, { readSeq: 1 })).toEqual([
      "single",
      "single",
      "unread",
      "start",
      "end",
    ]);
    expect(groups(messages, { readSeq: 4 })).not.toContain("unread");
    expect(groups(messages, { readSeq: 0, joinedSeq: 4 })).not.toContain("unread");
  });

  it("does not count deleted, system, unconfirmed or imported messages as unread", () => {
    const messages = [
      message(1, { deletedAt: new Date(0) }),
      message(2, { kind: "system", sender: null }),
      message(3, { seq: null }),
      message(4, { silent: true }),
    ];
    expect(groups(messages, { readSeq: 0 })).not.toContain("unread");
  });

  it("[GRP-4] sums up three and more system messages in a row, and shows them when it is unfolded", () => {
    const joined = (seq: number) => message(seq, { kind: "system", sender: null });
    const messages = [message(1), joined(2), joined(3), joined(4), message(5)];
    expect(groups(messages)).toEqual(["single", "summary", "single"]);
    const [, summary] = messageRows(messages, options);
    expect(summary?.type === "summary" && summary.messages.map(({ seq }) => seq)).toEqual([
      2, 3, 4,
    ]);
    expect(groups(messages, { expanded: new Set(["summary m2"]) })).toEqual([
      "single",
      "summary",
      ...["single", "single", "single"],
      "single",
    ]);
    expect(groups([joined(1), joined(2)])).toEqual(["single", "single"]);
  });

  it("[GRP-4] parts a summary at midnight", () => {
    const joined = (seq: number, day = 20) =>
      message(seq, { kind: "system", sender: null, createdAt: new Date(2026, 4, day, 12, seq) });
    const night = [joined(1), joined(2), joined(3, 21), joined(4, 21), joined(5, 21)];
    expect(groups(night)).toEqual(["single", "single", "day", "summary"]);
  });

  it("keeps every row's key when older messages are put before it", () => {
    const newer = [message(10), message(11), message(30, { createdAt: new Date(2026, 4, 21) })];
    const keys = messageRows(newer, options).map((row) => row.key);
    const more = messageRows([message(8), message(9), ...newer], options).map((row) => row.key);
    expect(more.slice(2)).toEqual(keys);
  });
});
