import type { AppId, SignalsSnapshot } from "@natter/contract";
import type { Gate } from "../../adapters/realtime/port.ts";
import { RealtimeRefusal } from "../../adapters/realtime/port.ts";
import type { Engine } from "../../core/engine.ts";
import { readEvents, readHead, wireEvent } from "../../core/event-log.ts";
import { splitLine } from "../../core/realtime-names.ts";
import { channelStream } from "../../core/streams.ts";
import { transact } from "../../core/transact.ts";
import type { ViewEvents } from "../../core/view-events.ts";
import { readAccess } from "../channels/public.ts";
import type { PresenceBoard } from "../presence/public.ts";
import type { TypingBoard } from "../typing/public.ts";
import { verifyConnectionToken, verifySubscriptionToken } from "./realtime-tokens.ts";
import { takesChatLine } from "./subscribe.ts";

type GateParts = {
  readonly engine: () => Engine;
  readonly viewEvents: ViewEvents;
  readonly presence: PresenceBoard;
  readonly typing: TypingBoard;
  readonly rpc: Gate["rpc"];
};

/** Decides for the realtime door who a session is and what it may hear: the same rules as for HTTP. */
export function createSessionGate({ engine, viewEvents, presence, typing, rpc }: GateParts): Gate {
  return {
    rpc,
    async authenticate(token) {
      const { secrets, now } = engine();
      const claims = await verifyConnectionToken(secrets, token, now()).catch(refuseToken);
      const { appId, userId } = splitUser(claims.user);
      return { ...claims, appId, userId };
    },
    async authorize({ user, stream, token }) {
      const { secrets, now } = engine();
      const line = splitLine(stream);
      const { appId, userId } = splitUser(user);
      if (!line || line.appId !== appId || line.kind === "user")
        throw new RealtimeRefusal("forbidden");
      const expireAt = await verifySubscriptionToken(secrets, {
        token,
        user,
        channel: stream,
        now: now(),
      }).catch(refuseToken);
      // The token says who was let in when it was made; membership is asked again now.
      const access = await transact(engine(), appId, (tx) => readAccess(tx, line.id, userId));
      if (!access) throw new RealtimeRefusal("forbidden");
      if (line.kind === "chat" && !takesChatLine(access)) throw new RealtimeRefusal("forbidden");
      const data = line.kind === "ev" ? await snapshot(appId, line.id) : undefined;
      return { expireAt, data };
    },
    async head(stream) {
      const line = splitLine(stream);
      if (line?.kind !== "chat") return null;
      const head = await transact(engine(), line.appId, (tx) =>
        readHead(tx, channelStream(line.id)),
      );
      return head.epoch === "" ? null : { seq: head.eventSeq, epoch: head.epoch };
    },
    async since(stream, seq, limit) {
      const line = splitLine(stream);
      if (line?.kind !== "chat") return [];
      return await transact(engine(), line.appId, async (tx) => {
        const { epoch } = await readHead(tx, channelStream(line.id));
        const stored = await readEvents(tx, channelStream(line.id), { after: seq, limit, epoch });
        const payloads = await viewEvents(tx, stored);
        return stored.map((event, index) => ({
          seq: event.seq,
          json: JSON.stringify(wireEvent(event, payloads[index] ?? {})),
        }));
      });
    },
    connected: (user) => presence.arrived(...userParts(user)),
    disconnected: (user) => presence.left(...userParts(user)),
  };

  async function snapshot(appId: AppId, cid: string): Promise<SignalsSnapshot> {
    const { online, onlineCount } = await presence.inChannel(appId, cid);
    return { typing: typing.current(appId, cid), online, onlineCount };
  }
}

function refuseToken(error: unknown): never {
  const isExpired =
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    error.code === "ERR_JWT_EXPIRED";
  throw new RealtimeRefusal(isExpired ? "token-expired" : "token-invalid");
}

function splitUser(user: string): { appId: AppId; userId: string } {
  const dot = user.indexOf(".");
  return { appId: user.slice(0, dot) as AppId, userId: user.slice(dot + 1) }; // made by realtimeUser
}

function userParts(user: string): [AppId, string] {
  const { appId, userId } = splitUser(user);
  return [appId, userId];
}
