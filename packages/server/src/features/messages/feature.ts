import { asUser, inApp } from "../../core/call.ts";
import { Answer, type Feature } from "../../core/feature.ts";
import { deleteMessage, undeleteMessage } from "./delete-message.ts";
import { editMessage, undoEdit } from "./edit-message.ts";
import { eraseSender } from "./erase-sender.ts";
import { importMessages } from "./import-messages.ts";
import { listEdits } from "./list-edits.ts";
import { getMessage, listMessages } from "./list-messages.ts";
import { viewMessages } from "./message-events.ts";
import { projectRecipients } from "./project-recipients.ts";
import { sendMessage } from "./send-message.ts";

/** Messages: send, edit, delete, history, import, and a row for every recipient. */
export function messagesFeature(audiences: Parameters<typeof projectRecipients>[0]): Feature {
  return {
    name: "messages",
    handlers: {
      "messages.send": async (call, { params, body }) => {
        const { message, created } = await sendMessage(asUser(call), params.cid, body);
        return new Answer(created ? 201 : 200, { message });
      },
      "messages.list": (call, { params, query }) => listMessages(asUser(call), params.cid, query),
      "messages.get": async (call, { params }) => ({
        message: await getMessage(asUser(call), params.messageId),
      }),
      "messages.edit": async (call, { params, body }) => ({
        message: await editMessage(asUser(call), params.messageId, body),
      }),
      "messages.delete": async (call, { params, query }) => ({
        message: await deleteMessage(asUser(call), params.messageId, {
          hard: query.hard === "true",
        }),
      }),
      "messages.undelete": async (call, { params }) => ({
        message: await undeleteMessage(asUser(call), params.messageId),
      }),
      "messages.undoEdit": async (call, { params }) => ({
        message: await undoEdit(asUser(call), params.messageId),
      }),
      "messages.edits": (call, { params, query }) =>
        listEdits(asUser(call), params.messageId, query),
      "messages.import": (call, { body }) => importMessages(inApp(call), body),
    },
    views: {
      "message.new": viewMessages,
      "message.updated": viewMessages,
      "message.undeleted": viewMessages,
    },
    project: projectRecipients(audiences),
    eraseUser: eraseSender,
  };
}
