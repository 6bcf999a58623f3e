import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { deletePolls } from "../polls/public.ts";
import type { MessageContent } from "./message-content.ts";
import { deletedMessages, messageEdits } from "./message-table.ts";

const placeholder = sql.placeholder;
const appId = sql`${placeholder("appId")}`;
const messageId = sql`${placeholder("messageId")}::uuid`;

export type EditRow = {
  /** The event number of the edit that replaced it. */
  readonly version: number;
  readonly content: MessageContent;
  /** When it was written, if by an edit. */
  readonly editedAt: Date | null;
  readonly replacedAt: Date;
  readonly replacedBy: string;
  /** Made in shadow: seen by its author only. */
  readonly shadow: boolean;
};

const columns = sql.raw(
  `e.version, e.content, e.edited_at as "editedAt", e.replaced_at as "replacedAt", e.replaced_by as "replacedBy", e.shadow`,
);

const keepEdit = statement<{
  appId: string;
  messageId: string;
  version: number;
  content: string;
  editedAt: Date | null;
  replacedAt: Date;
  replacedBy: string;
  shadow: boolean;
}>(
  "keep_edit",
  sql`insert into ${messageEdits} (app_id, message_id, version, content, edited_at, replaced_at, replaced_by, shadow)
      values (${appId}, ${messageId}, ${placeholder("version")}, ${placeholder("content")}::jsonb, ${placeholder("editedAt")},
        ${placeholder("replacedAt")}, ${placeholder("replacedBy")}, ${placeholder("shadow")})`,
);

/** Keeps what a message said before an edit. */
export async function insertEdit(tx: Tx, id: string, edit: EditRow): Promise<void> {
  const content = JSON.stringify(edit.content);
  await tx.connection.query(
    keepEdit.statement,
    keepEdit.bind({ ...edit, appId: tx.appId, messageId: id, content }),
  );
}

const edits = statement<{
  appId: string;
  messageId: string;
  before: number;
  limit: number;
  shadow: boolean;
}>(
  "message_edits",
  sql`select ${columns} from ${messageEdits} e
      where e.app_id = ${appId} and e.message_id = ${messageId} and e.version < ${placeholder("before")}
        and (${placeholder("shadow")}::boolean or not e.shadow)
      order by e.version desc limit ${placeholder("limit")}`,
);

/** What a message said before its edits, newest first, before one of them; for its author (`shadow`) also those in shadow. */
export function readEdits(
  tx: Tx,
  id: string,
  { before, limit, shadow }: { before: number; limit: number; shadow: boolean },
): Promise<EditRow[]> {
  return tx.connection.query<EditRow>(
    edits.statement,
    edits.bind({ appId: tx.appId, messageId: id, before, limit, shadow }),
  );
}

const dropEdit = statement<{ appId: string; messageId: string; version: number }>(
  "drop_edit",
  sql`delete from ${messageEdits} where app_id = ${appId} and message_id = ${messageId} and version = ${placeholder("version")}`,
);

/** Forgets one edit that was taken back. */
export async function deleteEdit(tx: Tx, id: string, version: number): Promise<void> {
  await tx.connection.query(
    dropEdit.statement,
    dropEdit.bind({ appId: tx.appId, messageId: id, version }),
  );
}

const keepDeleted = statement<{
  appId: string;
  messageId: string;
  deletedBy: string;
  content: string;
  purgeAt: Date;
}>(
  "keep_deleted",
  sql`insert into ${deletedMessages} (app_id, message_id, deleted_by, content, purge_at)
      values (${appId}, ${messageId}, ${placeholder("deletedBy")}, ${placeholder("content")}::jsonb, ${placeholder("purgeAt")})`,
);

/** Keeps what a deleted message said until a time. */
export async function insertDeleted(
  tx: Tx,
  id: string,
  kept: { deletedBy: string; content: MessageContent; purgeAt: Date },
): Promise<void> {
  const content = JSON.stringify(kept.content);
  await tx.connection.query(
    keepDeleted.statement,
    keepDeleted.bind({ ...kept, appId: tx.appId, messageId: id, content }),
  );
}

const takeDeleted = statement<{
  appId: string;
  messageId: string;
  deletedBy: string;
  now: Date;
}>(
  "take_deleted",
  sql`delete from ${deletedMessages}
      where app_id = ${appId} and message_id = ${messageId} and deleted_by = ${placeholder("deletedBy")}
        and purge_at > ${placeholder("now")}
      returning content`,
);

/** Takes out what a message said before one user deleted it; null when it is too late, or was somebody else. */
export async function takeDeletedContent(
  tx: Tx,
  id: string,
  deletedBy: string,
): Promise<MessageContent | null> {
  const [row] = await tx.connection.query<{ content: MessageContent }>(
    takeDeleted.statement,
    takeDeleted.bind({ appId: tx.appId, messageId: id, deletedBy, now: tx.now }),
  );
  return row?.content ?? null;
}

const forget = statement<{ appId: string; ids: readonly string[] }>(
  "forget_contents",
  sql`with edit as (
        delete from ${messageEdits} where app_id = ${appId} and message_id = any(${placeholder("ids")}::uuid[])
      )
      delete from ${deletedMessages} where app_id = ${appId} and message_id = any(${placeholder("ids")}::uuid[])`,
);

/** Removes everything that messages ever said beside what they say now. */
export async function forgetContents(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.connection.query(forget.statement, forget.bind({ appId: tx.appId, ids }));
  await deletePolls(tx, ids);
}

const purge = statement<{ appId: string; messageId: string; now: Date }>(
  "purge_deleted",
  sql`with due as (
        delete from ${deletedMessages}
        where app_id = ${appId} and message_id = ${messageId} and purge_at <= ${placeholder("now")}
        returning message_id
      ), edit as (
        delete from ${messageEdits} e using due where e.app_id = ${appId} and e.message_id = due.message_id
      )
      select message_id as id from due`,
);

/** Removes for good what a deleted message said and had said, if that is due: taken back, it stays as it is. */
export async function purgeContents(tx: Tx, id: string): Promise<void> {
  const due = await tx.connection.query<{ id: string }>(
    purge.statement,
    purge.bind({ appId: tx.appId, messageId: id, now: tx.now }),
  );
  await deletePolls(
    tx,
    due.map((row) => row.id),
  );
}
