import { withRetries } from "../api/backoff.ts";
import { asChatError } from "../api/read-error.ts";
import { viewerIdOf, type Engine } from "../engine.ts";
import { changeKnownChannel } from "../store/change-channel.ts";
import type { MessageEdit, PendingChange } from "../store/state.ts";
import type { Message } from "../wire/entities.ts";
import { applyMessage } from "./apply-message-event.ts";

/** Changes to confirmed messages: shown at once, taken back when refused. */
export type MessageActions = {
  edit(cid: string, messageId: string, edit: MessageEdit): Promise<Message>;
  delete(cid: string, messageId: string): Promise<Message>;
  react(cid: string, messageId: string, reaction: string): Promise<Message>;
  unreact(cid: string, messageId: string, reaction: string): Promise<Message>;
};

const tries = 4;

type NewChange = PendingChange extends infer Change
  ? Change extends PendingChange
    ? Omit<Change, "changeId" | "messageId">
    : never
  : never;

export function createMessageActions(engine: Engine): MessageActions {
  const queues = new Map<string, Promise<unknown>>();
  let lastChangeId = 0;

  /** Changes of one message reach the server in the order they were made. */
  function enqueue(messageId: string, task: () => Promise<Message>): Promise<Message> {
    const before = queues.get(messageId) ?? Promise.resolve();
    const run = before.then(task, task);
    queues.set(messageId, run);
    const clear = () => {
      if (queues.get(messageId) === run) queues.delete(messageId);
    };
    run.then(clear, clear);
    return run;
  }

  async function change(
    cid: string,
    messageId: string,
    shown: NewChange,
    call: () => Promise<{ readonly message: Message }>,
  ): Promise<Message> {
    const changeId = ++lastChangeId;
    engine.store.update((state) =>
      changeKnownChannel(state, cid, (entry) => ({
        ...entry,
        changes: [...entry.changes, { ...shown, changeId, messageId }],
      })),
    );
    let answer: Message | null = null;
    try {
      answer = await enqueue(
        messageId,
        async () => (await withRetries(engine, tries, call)).message,
      );
      return answer;
    } catch (thrown) {
      throw asChatError(thrown);
    } finally {
      settle(cid, changeId, answer);
    }
  }

  // The change goes and its answer comes in one step: nothing flickers.
  function settle(cid: string, changeId: number, answer: Message | null): void {
    const viewerId = viewerIdOf(engine);
    engine.store.update((state) =>
      changeKnownChannel(state, cid, (entry) => {
        const changes = entry.changes.filter((other) => other.changeId !== changeId);
        const settled = { ...entry, changes };
        return answer === null ? settled : applyMessage(settled, answer, viewerId);
      }),
    );
  }

  return {
    edit(cid, messageId, edit) {
      const { mentions, ...rest } = edit;
      const body = { ...rest, ...(mentions === undefined ? {} : { mentions: [...mentions] }) };
      return change(cid, messageId, { type: "edit", edit, at: engine.clock.now() }, () =>
        engine.api("messages.edit", { params: { messageId }, body }, engine),
      );
    },
    delete(cid, messageId) {
      return change(cid, messageId, { type: "delete", at: engine.clock.now() }, () =>
        engine.api("messages.delete", { params: { messageId } }, engine),
      );
    },
    react(cid, messageId, reaction) {
      const params = { messageId, type: reaction };
      const userId = viewerIdOf(engine) ?? "";
      return change(cid, messageId, { type: "react", reaction, userId }, () =>
        engine.api("reactions.add", { params }, engine),
      );
    },
    unreact(cid, messageId, reaction) {
      const params = { messageId, type: reaction };
      const userId = viewerIdOf(engine) ?? "";
      return change(cid, messageId, { type: "unreact", reaction, userId }, () =>
        engine.api("reactions.remove", { params }, engine),
      );
    },
  };
}
