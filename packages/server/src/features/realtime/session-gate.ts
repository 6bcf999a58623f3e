import { UserId, type AppId, type SignalsSnapshot } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Gate, TokenMark } from "../../adapters/realtime/port.ts";
import { RealtimeRefusal } from "../../adapters/realtime/port.ts";
import type { Engine } from "../../core/engine.ts";
import { readEvents, readHead, wireEvent } from "../../core/event-log.ts";
import { signalLine, splitLine, type SignalAudience } from "../../core/realtime-names.ts";
import { channelStream } from "../../core/streams.ts";
import { transact } from "../../core/transact.ts";
import type { ViewEvents } from "../../core/view-events.ts";
import { blockedEitherWay } from "../blocks/public.ts";
import { readAccess } from "../channels/public.ts";
import type { PresenceBoard } from "../presence/public.ts";
import type { TypingBoard } from "../typing/public.ts";
import { verifyConnectionToken, verifySubscriptionToken } from "./realtime-tokens.ts";
import { heardBy, takesChatLine } from "./subscribe.ts";
import { insteadOf, viewsApart } from "./told-apart.ts";

type GateParts = {
  readonly engine: () => Engine;
  readonly viewEvents: ViewEvents;
  readonly presence: PresenceBoard;
  readonly typing: TypingBoard;
  readonly rpc: Gate["rpc"];
  /** Refuses a user token that is no longer good, or whose app or user is no longer let in. */
  readonly assertStanding: (bearer: {
    appId: AppId;
    userId: UserId;
    mark: TokenMark;
  }) => Promise<void>;
};

/** Decides for the realtime door who a session is and what it may hear: the same rules as for HTTP. */
export function createSessionGate(parts: GateParts): Gate {
  const { engine, viewEvents, presence, typing, rpc, assertStanding } = parts;
  return {
    rpc,
    async authenticate(token) {
      const { secrets, now } = engine();
      const claims = await verifyConnectionToken(secrets, token, now()).catch(refuseToken);
      const { appId, userId } = splitUser(claims.user);
      const bearer = { appId, userId: UserId.parse(userId), mark: claims.mark };
      await assertStanding(bearer).catch(refuseStanding);
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
      const { access, heard } = await transact(engine(), appId, async (tx) => {
        const [found, hears] = await Promise.all([
          readAccess(tx, line.id, userId),
          heardBy(tx, userId),
        ]);
        return { access: found, heard: hears };
      });
      if (!access) throw new RealtimeRefusal("forbidden");
      if (line.kind === "chat" && !takesChatLine(access)) throw new RealtimeRefusal("forbidden");
      const isSignals = line.kind === "ev";
      if (isSignals && stream !== signalLine(appId, line.id, heard))
        throw new RealtimeRefusal("forbidden");
      const data = isSignals ? await snapshot(appId, line.id, { heard, userId }) : undefined;
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
        const payloads = await viewEvents(tx, stored, null);
        return await Promise.all(
          stored.map(async (event, index) => {
            const payload = payloads[index] ?? {};
            const apart = await viewsApart(tx, viewEvents, { stored: event, told: payload });
            const instead = insteadOf(line.appId, apart);
            const json = JSON.stringify(wireEvent(event, payload));
            return { seq: event.seq, json, ...(instead && { instead }) };
          }),
        );
      });
    },
    connected: (user) => presence.arrived(...userParts(user)),
    disconnected: (user) => presence.left(...userParts(user)),
    sessionEnded: (user, session) => presence.sessionEnded(...userParts(user), session),
  };

  async function snapshot(
    appId: AppId,
    cid: string,
    { heard, userId }: { heard: SignalAudience; userId: string },
  ): Promise<SignalsSnapshot> {
    const { online, onlineCount } = await presence.inChannel(appId, cid);
    const typers = heard.typing ? typing.current(appId, cid, userId) : [];
    const blocked = await transact(engine(), appId, (tx) => blockedEitherWay(tx, userId, null));
    if (blocked.size === 0) return { typing: typers, online, onlineCount };
    const there = online?.filter((one) => !blocked.has(one.userId)) ?? null;
    return {
      typing: typers.filter((typer) => !blocked.has(typer.user.id)),
      online: there,
      onlineCount: onlineCount - ((online?.length ?? 0) - (there?.length ?? 0)),
    };
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

/** Whoever may no longer come in is told as with any bad token; that the database is away is no refusal. */
function refuseStanding(error: unknown): never {
  throw error instanceof ChatError ? new RealtimeRefusal("token-invalid") : error;
}

function splitUser(user: string): { appId: AppId; userId: string } {
  const dot = user.indexOf(".");
  return { appId: user.slice(0, dot) as AppId, userId: user.slice(dot + 1) }; // made by realtimeUser
}

function userParts(user: string): [AppId, string] {
  const { appId, userId } = splitUser(user);
  return [appId, userId];
}
