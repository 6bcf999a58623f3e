import type { AppId, ChannelEvent } from "@natter/contract";
import type { Engine } from "../../core/engine.ts";
import { transact } from "../../core/transact.ts";
import { readAudience, type ChannelAudience } from "../channels/public.ts";

/** Who hears each channel, remembered from the first event on and kept right by the channel's own events. */
export type Audiences = {
  /** The audience after an event that is about to be published. Null for a channel that is gone. */
  after(appId: AppId, event: ChannelEvent): Promise<ChannelAudience | null>;
  of(appId: AppId, cid: string): Promise<ChannelAudience | null>;
  /** Forgets the audiences of an app: after who may read its channels has changed. */
  forget(appId: AppId): void;
};

const mostAudiences = 20_000;

/** Makes the memory of this process. It is asked behind the relay only, in the order of each channel's events. */
export function createAudiences(engine: () => Engine): Audiences {
  const audiences = new Map<string, ChannelAudience>();
  // What is told of a channel while its audience is read may not be in what was read: then it is read again.
  let changes = 0;
  const changedAt = new Map<string, number>();
  const forgottenAt = new Map<AppId, number>();

  async function of(appId: AppId, cid: string): Promise<ChannelAudience | null> {
    const name = `${appId} ${cid}`;
    for (;;) {
      const known = audiences.get(name);
      if (known) return known;
      const before = changes;
      const audience = await transact(engine(), appId, (tx) => readAudience(tx, cid));
      const changed = Math.max(changedAt.get(name) ?? 0, forgottenAt.get(appId) ?? 0);
      if (changed > before) continue;
      if (audiences.size >= mostAudiences) clear();
      if (audience) audiences.set(name, audience);
      return audience;
    }
  }

  function clear(): void {
    audiences.clear();
    changedAt.clear();
  }

  /** A membership's event changes the audience that is at hand; any other change of the channel is read anew. */
  function change(name: string, event: ChannelEvent): void {
    const known = audiences.get(name);
    const isMembership = event.type === "member.added" || event.type === "member.removed";
    if (isMembership || event.type.startsWith("channel.")) changedAt.set(name, (changes += 1));
    if (!known) return;
    if (event.type === "member.added") {
      const userId = event.member.user.id;
      if (!known.memberIds.includes(userId))
        audiences.set(name, { ...known, memberIds: [...known.memberIds, userId] });
    } else if (event.type === "member.removed") {
      audiences.set(name, {
        ...known,
        memberIds: known.memberIds.filter((id) => id !== event.userId),
      });
    } else if (event.type.startsWith("channel.")) {
      audiences.delete(name);
    }
  }

  return {
    of,
    forget(appId) {
      forgottenAt.set(appId, (changes += 1));
      for (const name of audiences.keys()) if (name.startsWith(`${appId} `)) audiences.delete(name);
    },
    after(appId, event) {
      change(`${appId} ${event.cid}`, event);
      return of(appId, event.cid);
    },
  };
}
