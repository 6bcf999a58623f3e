import type { ImportAnswer, ImportInput, MessageKind } from "@natter/contract";
import { newEpoch } from "../../core/event-log.ts";
import type { AppCall } from "../../core/call.ts";
import { channelStream } from "../../core/streams.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { existingChannels } from "../channels/public.ts";
import { userSummaries } from "../users/public.ts";
import { findImported } from "./import-rows.ts";
import { holdMessages, type MessageRow } from "./message-rows.ts";
import { replyParamsOf, threadUpdated } from "./reply-to.ts";
import { replyStatement, sendStatement, type SendParams, type SentRow } from "./send-statement.ts";

type Item = ImportInput["messages"][number];
type Result = ImportAnswer["items"][number];

/**
 * Imports messages in the order given. Each is taken once for its external id, however often it comes. One that cannot
 * be taken is refused with its reason and does not stop the others.
 */
export async function importMessages(
  call: AppCall,
  { messages }: ImportInput,
): Promise<{ items: Result[] }> {
  return await transact(call.engine, call.appId, async (tx) => {
    const known = await readKnown(tx, messages);
    const results = new Map<Item, Result>();
    // By ascending channel, so that two imports never wait for each other's heads crosswise.
    const ordered = messages.toSorted((one, other) =>
      one.cid < other.cid ? -1 : one.cid > other.cid ? 1 : 0,
    );
    for (const item of ordered) results.set(item, await importOne(tx, item, known));
    return { items: messages.map((item) => results.get(item) as Result) }; // every item was given a result above
  });
}

type Known = {
  channels: ReadonlySet<string>;
  users: ReadonlyMap<string, unknown>;
  /** Message ids by `cid` and external id: of earlier imports, and of this one as it goes on. */
  imported: Map<string, string>;
  /** Messages that may be replied to, by `cid` and external id, likewise. */
  roots: Map<string, Root>;
};

type Root = Pick<MessageRow, "id" | "seq" | "senderId" | "threadId">;

async function readKnown(tx: Tx, messages: readonly Item[]): Promise<Known> {
  const externalIds = messages.flatMap(({ cid, externalId, quoteExternalId, threadExternalId }) =>
    [externalId, quoteExternalId, threadExternalId].flatMap((id) =>
      id === undefined ? [] : [{ cid, externalId: id }],
    ),
  );
  const senders = new Set(messages.map((item) => item.senderId).filter((id) => id !== null));
  const imported = new Map(
    (await findImported(tx, externalIds)).map((row) => [keyOf(row), row.messageId]),
  );
  const rootKeys = [...new Set(messages.flatMap((item) => rootKeyOf(item) ?? []))];
  const rootIds = rootKeys.flatMap((key) => imported.get(key) ?? []);
  const rows = new Map((await holdMessages(tx, rootIds)).map((row) => [row.id, row]));
  return {
    channels: await existingChannels(tx, [...new Set(messages.map((item) => item.cid))]),
    users: await userSummaries(tx, [...senders]),
    imported,
    roots: new Map(
      rootKeys.flatMap((key) => {
        const row = rows.get(imported.get(key) ?? "");
        return row ? [[key, row] as const] : [];
      }),
    ),
  };
}

async function importOne(tx: Tx, item: Item, known: Known): Promise<Result> {
  const { externalId } = item;
  const earlier = known.imported.get(keyOf(item));
  if (earlier !== undefined)
    return { externalId, status: "existing", id: earlier, reason: null } as Result;
  const reason = refusal(item, known);
  if (reason) return { externalId, status: "refused", id: null, reason };
  const id = tx.engine.newId();
  if (!(await insert(tx, item, id, known))) return await takenMeanwhile(tx, item);
  known.imported.set(keyOf(item), id);
  return { externalId, status: "created", id, reason: null } as Result; // our own new id
}

function refusal(item: Item, known: Known): string | null {
  if (!known.channels.has(item.cid)) return "channel.not_found";
  if (item.senderId === null && item.kind !== "system")
    return "a message without a sender must be of kind system";
  if (item.senderId !== null && !known.users.has(item.senderId)) return "user.not_found";
  if (item.text === "" && item.custom === undefined) return "message.empty";
  const rootKey = rootKeyOf(item);
  if (rootKey === null) return item.alsoInChannel === undefined ? null : "thread.not_found";
  const root = known.roots.get(rootKey);
  if (!root) return "thread.not_found";
  return root.threadId === null ? null : "thread.nested";
}

function rootKeyOf({ cid, threadExternalId }: Item): string | null {
  return threadExternalId === undefined ? null : keyOf({ cid, externalId: threadExternalId });
}

/** Another import of the same line committed while this one ran: its event is told already. */
async function takenMeanwhile(tx: Tx, item: Item): Promise<Result> {
  const [row] = await findImported(tx, [item]);
  return {
    externalId: item.externalId,
    status: "existing",
    id: row?.messageId ?? null,
    reason: null,
  } as Result; // an id of our rows
}

/** Writes one message; false when its external id is taken. */
async function insert(tx: Tx, item: Item, id: string, known: Known): Promise<boolean> {
  const root = known.roots.get(rootKeyOf(item) ?? "");
  const params = paramsOf(tx, item, { id, root, known });
  const reply = root && replyParamsOf(root, params);
  const [sent] = reply
    ? await tx.connection.query<SentRow>(
        replyStatement.statement,
        replyStatement.bind({ ...params, ...reply }),
      )
    : await tx.connection.query<SentRow>(sendStatement.statement, sendStatement.bind(params));
  if (!sent) return false;
  const { senderId } = item;
  known.roots.set(keyOf(item), {
    ...{ id, seq: sent.messageSeq, senderId, threadId: params.threadId },
  });
  const event = {
    appId: tx.appId,
    stream: channelStream(item.cid),
    seq: sent.eventSeq,
    epoch: sent.epoch,
    at: new Date(item.createdAt),
  };
  tx.committed({ ...event, type: "message.new", data: { messageId: id } });
  if (reply?.told) tx.committed(threadUpdated(event, reply.threadId, {}));
  return true;
}

type Line = { id: string; root: Root | undefined; known: Known };

function paramsOf(
  tx: Tx,
  item: Item,
  { id, root, known }: Line,
): SendParams & { kind: MessageKind } {
  const { cid, externalId, quoteExternalId, senderId, kind, text } = item;
  const quoteId =
    quoteExternalId === undefined
      ? undefined
      : known.imported.get(keyOf({ cid, externalId: quoteExternalId }));
  return {
    appId: tx.appId,
    cid,
    stream: channelStream(cid),
    epoch: newEpoch(),
    id,
    senderId,
    keySender: "",
    clientId: externalId,
    body: "",
    kind,
    text,
    quoteId: quoteId ?? null,
    mentions: [],
    silent: true,
    threadId: root?.id ?? null,
    inChannel: !root || item.alsoInChannel === true,
    shadowed: false,
    mentionGroups: [],
    mentionedIds: null,
    forward: null,
    expiresAt: null,
    custom: JSON.stringify(item.custom ?? {}),
    now: new Date(item.createdAt),
  };
}

function keyOf({ cid, externalId }: { cid: string; externalId: string }): string {
  return `${cid} ${externalId}`;
}
