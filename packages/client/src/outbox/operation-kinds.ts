import { changeSettings } from "../channels/change-settings.ts";
import { starMessage } from "../bookmarks/star-message.ts";
import { deleteMessage } from "../messages/delete-message.ts";
import { editMessage } from "../messages/edit-message.ts";
import { sendMessage } from "../messages/send-message.ts";
import { putDraft } from "../drafts/put-draft.ts";
import { pinMessage, unpinMessage } from "../pins/pin-operations.ts";
import { castVote } from "../polls/vote-operation.ts";
import { addReaction, removeReaction } from "../reactions/reaction-operations.ts";
import { markMention } from "../read-state/mark-mention.ts";
import { markRead } from "../read-state/mark-read.ts";
import { markUnread } from "../read-state/mark-unread.ts";
import { readAll } from "../read-state/read-all.ts";
import { changeUserSettings } from "../settings/change-user-settings.ts";
import {
  followThread,
  markThreadRead,
  markThreadUnread,
  unfollowThread,
} from "../threads/thread-operations.ts";
import type { OperationKind } from "./operation.ts";

/** Every kind of operation there is: one that is not listed here does not survive a reload. */
export const operationKinds: readonly OperationKind<unknown, unknown>[] = [
  sendMessage,
  editMessage,
  deleteMessage,
  addReaction,
  removeReaction,
  castVote,
  putDraft,
  pinMessage,
  unpinMessage,
  markRead,
  markUnread,
  markMention,
  readAll,
  starMessage,
  changeUserSettings,
  changeSettings,
  followThread,
  unfollowThread,
  markThreadRead,
  markThreadUnread,
];
