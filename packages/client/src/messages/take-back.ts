import type { Engine } from "../engine.ts";
import { changeKnownChannel } from "../store/change-channel.ts";
import type { ChannelState } from "../store/state.ts";
import { applyToThreads } from "../threads/apply-to-threads.ts";
import type { Message } from "../wire/entities.ts";
import { applyMessage } from "./apply-message-event.ts";

/** Takes a deletion or an edit of the viewer's own back. Not queued: what is late is refused. */
export type TakeBackActions = {
  undelete(messageId: string): Promise<Message>;
  undoEdit(messageId: string): Promise<Message>;
};

export function createTakeBackActions(engine: Engine): TakeBackActions {
  async function takeBack(
    name: "messages.undelete" | "messages.undoEdit",
    messageId: string,
  ): Promise<Message> {
    const { message } = await engine.api(name, { params: { messageId } }, engine);
    engine.store.update((state) => {
      const viewerId = state.me?.id ?? null;
      const apply = (entry: ChannelState) => applyMessage(entry, message, viewerId);
      return changeKnownChannel(state, message.cid, (entry) =>
        applyToThreads(apply(entry), null, { apply, viewerId }),
      );
    });
    return message;
  }

  return {
    undelete: (messageId) => takeBack("messages.undelete", messageId),
    undoEdit: (messageId) => takeBack("messages.undoEdit", messageId),
  };
}
