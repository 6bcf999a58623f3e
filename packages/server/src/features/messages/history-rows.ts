import { sql, type SQL } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { messageColumns, type MessageRow } from "./message-rows.ts";
import { messages } from "./message-table.ts";

/** Messages that are paged together, as one viewer sees them: those of a channel itself, or the replies of a thread. */
export type History = {
  readonly viewerId: string;
  readonly cid: string;
  /** Null for the channel. */
  readonly threadId: string | null;
};

type Range = { appId: string; of: string; viewerId: string; seq: number; limit: number };

const placeholder = sql.placeholder;

/** What nobody sees any more, and what only its author sees. */
const shown = sql`not m.removed and (not m.shadowed or m.sender_id = ${placeholder("viewerId")})`;
const ofChannel = sql`m.app_id = ${placeholder("appId")} and m.cid = ${placeholder("of")}::text and m.in_channel and ${shown}`;
const ofThread = sql`m.app_id = ${placeholder("appId")} and m.thread_id = ${placeholder("of")}::uuid and ${shown}`;

function rangeStatement(name: string, which: SQL, condition: SQL) {
  return statement<Range>(
    name,
    sql`select ${messageColumns} from ${messages} m where ${which} and ${condition} limit ${placeholder("limit")}`,
  );
}

const below = sql`m.seq < ${placeholder("seq")} order by m.seq desc`;
const above = sql`m.seq > ${placeholder("seq")} order by m.seq`;

function statementsOf(name: string, which: SQL) {
  return {
    before: rangeStatement(`${name}_before`, which, below),
    after: rangeStatement(`${name}_after`, which, above),
    edges: statement<Omit<Range, "seq" | "limit"> & { first: number; last: number }>(
      `${name}_edges`,
      sql`select exists (select from ${messages} m where ${which} and m.seq < ${placeholder("first")}) as "hasOlder",
            exists (select from ${messages} m where ${which} and m.seq > ${placeholder("last")}) as "hasNewer"`,
    ),
  };
}

const channel = statementsOf("messages", ofChannel);
const thread = statementsOf("replies", ofThread);

function read(
  tx: Tx,
  history: History,
  { which, seq, limit }: { which: "before" | "after"; seq: number; limit: number },
): Promise<MessageRow[]> {
  const { cid, threadId, viewerId } = history;
  const { statement: text, bind } = (threadId === null ? channel : thread)[which];
  const params = { appId: tx.appId, of: threadId ?? cid, viewerId, seq, limit };
  return tx.connection.query<MessageRow>(text, bind(params));
}

/** The messages right before a number, newest first. */
export function messagesBefore(
  tx: Tx,
  history: History,
  { seq, limit }: { seq: number; limit: number },
): Promise<MessageRow[]> {
  return read(tx, history, { which: "before", seq, limit });
}

/** The messages right after a number, oldest first. */
export function messagesAfter(
  tx: Tx,
  history: History,
  { seq, limit }: { seq: number; limit: number },
): Promise<MessageRow[]> {
  return read(tx, history, { which: "after", seq, limit });
}

/** Whether there are messages before one number and after another. Numbers are missing, so no number tells. */
export async function readEdges(
  tx: Tx,
  { cid, threadId, viewerId }: History,
  { first, last }: { first: number; last: number },
): Promise<{ hasOlder: boolean; hasNewer: boolean }> {
  const { statement: text, bind } = (threadId === null ? channel : thread).edges;
  const params = { appId: tx.appId, of: threadId ?? cid, viewerId, first, last };
  const [edges] = await tx.connection.query<{ hasOlder: boolean; hasNewer: boolean }>(
    text,
    bind(params),
  );
  return edges ?? { hasOlder: false, hasNewer: false };
}
