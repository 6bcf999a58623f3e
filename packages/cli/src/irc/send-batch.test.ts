import { ChatError, type RouteInput } from "@natter/contract";
import { describe, expect, it } from "vitest";
import type { ApiClient } from "../api-client.ts";
import type { OutgoingLine } from "./import-message.ts";
import { sendBatch } from "./send-batch.ts";

function outgoing(line: number): OutgoingLine {
  return {
    line,
    type: "message",
    message: {
      cid: "team:x",
      externalId: `f:${line}`,
      text: `line ${line}`,
      senderId: "irc-a",
      createdAt: "2020-01-01T00:00:00Z",
    },
  };
}

/** Stands for a server that refuses a whole call when one of its messages is bad. */
function refusing(isBad: (externalId: string) => boolean, code: ChatError["code"]) {
  const arrived: string[] = [];
  const call = async (_name: string, input: RouteInput<"messages.import">) => {
    const ids = input.body.messages.map((message) => message.externalId);
    if (ids.some(isBad)) throw new ChatError(code, "refused by the server");
    arrived.push(...ids);
    return {
      items: ids.map((externalId) => ({ externalId, status: "created", id: null, reason: null })),
    };
  };
  return { api: { call } as unknown as ApiClient, arrived }; // only this one route is called
}

describe("sendBatch", () => {
  it("finds the one line that is to blame; the others arrive in their order", async () => {
    const { api, arrived } = refusing((id) => id === "f:37", "request.invalid");
    const outcomes = await sendBatch(
      api,
      Array.from({ length: 100 }, (_, line) => outgoing(line)),
    );
    expect(outcomes.filter(({ status }) => status === "refused")).toMatchObject([
      { outgoing: { line: 37 }, reason: "refused by the server" },
    ]);
    expect(outcomes.map((outcome) => outcome.outgoing.line)).toEqual([...Array(100).keys()]);
    expect(arrived).toEqual([...Array(100).keys()].filter((n) => n !== 37).map((n) => `f:${n}`));
  });

  it("does not go on when no message could arrive", async () => {
    const { api } = refusing(() => true, "auth.invalid_key");
    await expect(sendBatch(api, [outgoing(1), outgoing(2)])).rejects.toMatchObject({
      code: "auth.invalid_key",
    });
  });
});
