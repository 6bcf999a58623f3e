import type { AppId, SignalsSnapshot, UserSummary } from "@natter/contract";
import type { Processes } from "../../adapters/processes/port.ts";
import type { Engine } from "../../core/engine.ts";
import { realtimeUser, signalLines } from "../../core/realtime-names.ts";

type Typer = {
  readonly user: UserSummary;
  readonly expiresAt: string;
  /** Absent for the channel itself. */
  readonly threadId?: string;
};

/** Who types where: in a channel, or in one of its threads. */
export type TypingPlace = {
  readonly cid: string;
  readonly user: UserSummary;
  readonly threadId: string | null;
  /** Whether only the typer sees it, who is shadow banned. */
  readonly shadowed: boolean;
};

/** Who is typing where. Nothing is stored; a typer who says nothing more is forgotten by itself. */
export type TypingBoard = {
  start(appId: AppId, place: TypingPlace): void;
  stop(appId: AppId, place: TypingPlace): void;
  /** Who is typing in a channel and its threads now, as one user sees it. */
  current(appId: AppId, cid: string, viewerId: string): SignalsSnapshot["typing"];
};

type Noted = Typer & { readonly toldAt: number; readonly shadowed: boolean };
type Note = { readonly appId: AppId; readonly cid: string; readonly key: string };

/** Makes the board of this process. Each process keeps a whole one: what one learns it tells the others. */
export function createTypingBoard(
  engine: () => Engine,
  processes: Pick<Processes, "everywhere">,
): TypingBoard {
  const channels = new Map<string, Map<string, Noted>>();
  const note = processes.everywhere(
    "typing.note",
    ({ appId, cid, key, typer }: Note & { readonly typer: Noted | null }) => {
      const name = `${appId} ${cid}`;
      const typers = live(name);
      if (typer) typers.set(key, typer);
      else typers.delete(key);
      if (typers.size > 0) channels.set(name, typers);
    },
  );

  function tell(
    appId: AppId,
    cid: string,
    { state, typer, shadowed }: { state: "start" | "stop"; typer: Typer; shadowed: boolean },
  ): void {
    const json = JSON.stringify({ type: `typing.${state}`, cid, ...typer });
    const to = shadowed ? { onlyTo: realtimeUser(appId, typer.user.id) } : undefined;
    // On the same lines as everybody's: where it comes from tells the typer nothing.
    const lines = signalLines(appId, cid, "typing");
    engine().realtime.signal(lines, json, `typing ${cid} ${keyOf(typer)}`, to);
  }

  function live(name: string): Map<string, Noted> {
    const now = engine().now().toISOString();
    const typers = channels.get(name) ?? new Map();
    for (const [id, typer] of typers) if (typer.expiresAt <= now) typers.delete(id);
    if (typers.size === 0) channels.delete(name);
    return typers;
  }

  return {
    start(appId, place) {
      const { limits, now } = engine();
      const { cid, shadowed } = place;
      const typers = live(`${appId} ${cid}`);
      const at = now().getTime();
      const expiresAt = new Date(at + limits.typingExpiresSeconds * 1_000).toISOString();
      const typer = typerOf(place, expiresAt);
      const known = typers.get(keyOf(typer));
      const isDue = !known || at - known.toldAt >= limits.typingEverySeconds * 1_000;
      // However often a client says it, the others hear it at most once in a while.
      const isNews = isDue || known.shadowed !== shadowed;
      const noted = { ...typer, shadowed, toldAt: isNews ? at : known.toldAt };
      void note({ appId, cid, key: keyOf(typer), typer: noted });
      if (isNews) tell(appId, cid, { state: "start", typer, shadowed });
    },
    stop(appId, place) {
      const { cid } = place;
      const typer = typerOf(place, engine().now().toISOString());
      const known = live(`${appId} ${cid}`).get(keyOf(typer));
      if (!known) return;
      void note({ appId, cid, key: keyOf(typer), typer: null });
      // Whoever heard of the start.
      tell(appId, cid, { state: "stop", typer, shadowed: known.shadowed });
    },
    current: (appId, cid, viewerId) =>
      Array.from(live(`${appId} ${cid}`).values()).flatMap(
        ({ toldAt: _toldAt, shadowed, ...typer }) =>
          shadowed && typer.user.id !== viewerId ? [] : [typer],
      ) as SignalsSnapshot["typing"], // ids in it were parsed when they came in
  };
}

function typerOf({ user, threadId }: TypingPlace, expiresAt: string): Typer {
  return { user, expiresAt, ...(threadId === null ? {} : { threadId }) };
}

function keyOf({ user, threadId = "" }: Typer): string {
  return `${threadId} ${user.id}`;
}
