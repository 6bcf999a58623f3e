import { startTestServer, type TestServer } from "@natter/testing/test-server";

/** What one of the people does next. Messages go by the order in which they were sent, whoever sent them. */
export type Step =
  | {
      do: "send";
      by: string;
      text: string;
      reply: number | null;
      quote: number | null;
      also: boolean;
    }
  | { do: "edit"; by: string; message: number; text: string }
  | { do: "undo" | "delete" | "undelete"; by: string; message: number }
  | { do: "react" | "unreact"; by: string; message: number; type: string }
  | { do: "read"; by: string; seq: number }
  | { do: "look"; by: string }
  | { do: "ban" | "lift" };

/** One world in which steps are taken: the same steps with and without the ban. */
export type World = {
  readonly server: TestServer;
  readonly cid: string;
  take(step: Step): Promise<unknown>;
  /** Everything that the API shows a person. */
  see(as: string): Promise<unknown>;
  /** Everything that a person's own line brought. */
  heard(as: string): unknown[];
};

const people = ["ada", "bob", "mal"];

/** A group of ada, bob and mal in an app of its own. `isBanned`: whether the ban and its end take place. */
export async function openWorld(databaseUrl: string, isBanned: boolean): Promise<World> {
  const clock = { at: Date.parse("2026-05-01T08:00:00Z") };
  const server = await startTestServer({ databaseUrl, now: () => new Date(clock.at) });
  await server.users(...people);
  const { channel } = await server.must("ada", "channels.create", {
    body: { name: "Group", members: ["bob", "mal"] },
  });
  const cid: string = channel.cid;
  // Another one, younger: the order of the two in a list tells when somebody wrote.
  clock.at += 1_000;
  await server.must("ada", "channels.create", { body: { name: "Other", members: ["bob", "mal"] } });
  const messages: string[] = [];
  await server.chat.engine.relay.drained();
  const begun = server.recorded.length;

  const id = (number: number) => ({ messageId: messages[number] ?? "" });

  async function act(step: Step): Promise<unknown> {
    switch (step.do) {
      case "send": {
        const { text, reply, quote, also } = step;
        const answer = await server.call(step.by, "messages.send", {
          params: { cid },
          body: {
            clientId: `step-${String(messages.length).padStart(8, "0")}`,
            text,
            ...(reply === null ? {} : { threadId: messages[reply] ?? "", alsoInChannel: also }),
            ...(quote === null ? {} : { quoteId: messages[quote] ?? "" }),
            mentions: ["bob"],
          },
        });
        if (answer.status === 201) messages.push(answer.body.message.id);
        else messages.push("");
        return answer;
      }
      case "edit":
        return server.call(step.by, "messages.edit", {
          params: id(step.message),
          body: { text: step.text },
        });
      case "undo":
        return server.call(step.by, "messages.undoEdit", { params: id(step.message) });
      case "delete":
        return server.call(step.by, "messages.delete", { params: id(step.message), query: {} });
      case "undelete":
        return server.call(step.by, "messages.undelete", { params: id(step.message) });
      case "react":
      case "unreact":
        return server.call(step.by, step.do === "react" ? "reactions.add" : "reactions.remove", {
          params: { ...id(step.message), type: step.type },
          query: {},
        } as never);
      case "read":
        return server.call(step.by, "readState.mark", {
          params: { cid },
          body: { seq: step.seq, generation: 0 },
        });
      case "look":
        return see(step.by);
      case "ban":
        if (isBanned)
          await server.must(null, "bans.setInChannel", {
            params: { cid, userId: "mal" },
            body: { shadow: true },
          });
        return null;
      case "lift":
        if (isBanned)
          await server.must(null, "bans.removeInChannel", { params: { cid, userId: "mal" } });
        return null;
      default:
        return step satisfies never;
    }
  }

  async function see(as: string): Promise<unknown> {
    const view = await server.must(as, "channels.get", { params: { cid } });
    const { epoch } = view.channel.position;
    const history = await server.must(as, "messages.list", { params: { cid }, query: {} });
    const known = messages.filter((one) => one !== "");
    const each = await Promise.all(
      known.map(async (messageId) => [
        await server.call(as, "messages.get", { params: { messageId } }),
        await server.call(as, "reactions.list", { params: { messageId }, query: {} }),
        await server.call(as, "messages.edits", { params: { messageId }, query: {} }),
        await server.call(as, "readState.messageReceipts", { params: { messageId } }),
        await server.call(as, "threads.get", { params: { messageId } }),
        await server.call(as, "threads.replies", { params: { messageId }, query: {} }),
      ]),
    );
    return {
      channel: view.channel,
      list: (await server.must(as, "channels.list", { query: {} })).items,
      history,
      around: await server.call(as, "messages.list", {
        params: { cid },
        query: { limit: 3, ...(known[0] ? { after: known[0] } : {}) },
      }),
      each,
      events: await server.must(as, "events.list", { params: { cid }, query: { after: 0, epoch } }),
      unread: await server.must(as, "readState.unread"),
      receipts: await server.must(as, "readState.receipts", { params: { cid } }),
      found: await server.must(as, "search.messages", { query: { query: "words" } }),
    };
  }

  return {
    server,
    cid,
    see,
    async take(step) {
      clock.at += 1_000;
      const answer = await act(step);
      await server.chat.engine.relay.drained();
      return answer;
    },
    heard: (as) =>
      server.recorded
        .slice(begun)
        .flatMap((one) =>
          one.kind === "publish" && one.stream === `user:${server.appId}.${as}` ? [one.event] : [],
        ),
  };
}

const ids = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Transcripts as they would be with the same ids: each is named by the order in which it turns up. */
export function withoutIds(transcript: unknown): unknown {
  const names = new Map<string, string>();
  const text = JSON.stringify(transcript, (key, value: unknown) =>
    key === "headers" || key === "requestId" || key === "epoch" ? undefined : value,
  ).replace(ids, (id) => {
    const name = names.get(id) ?? `id ${names.size}`;
    names.set(id, name);
    return name;
  });
  return JSON.parse(text);
}
