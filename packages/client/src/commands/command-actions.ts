import type { RouteAnswer } from "../api/api-types.ts";
import type { Engine } from "../engine.ts";
import { applyMessage } from "../messages/apply-message-event.ts";
import { changeKnownChannel } from "../store/change-channel.ts";
import type { Command, CommandAnswer } from "../wire/entities.ts";

/** Commands of one channel. What a composer was given is one if `parseCommandText` says so. */
export type CommandActions = {
  /** The commands that the viewer may use here. */
  listCommands(): Promise<readonly Command[]>;
  /**
   * Runs a command, its slash included. Whoever offers a second try passes the same client id, so that no message is sent
   * twice. Throws `command.unknown` where there is none; nothing was written then.
   */
  runCommand(
    text: string,
    options?: { readonly clientId?: string; readonly threadId?: string },
  ): Promise<CommandAnswer>;
};

export function createCommandActions(engine: Engine, cid: string): CommandActions {
  const params = { cid };
  return {
    async listCommands() {
      return (await engine.api("commands.list", { params }, engine)).items;
    },
    async runCommand(text, { clientId = engine.random.uuid(), threadId } = {}) {
      const body = { clientId, text, ...(threadId === undefined ? {} : { threadId }) };
      const answer: RouteAnswer<"commands.run"> = await engine.api(
        "commands.run",
        { params, body },
        engine,
      );
      const { message } = answer;
      if (message !== null) {
        engine.store.update((state) =>
          changeKnownChannel(state, cid, (entry) =>
            applyMessage(entry, message, state.me?.id ?? null),
          ),
        );
      }
      return answer;
    },
  };
}
