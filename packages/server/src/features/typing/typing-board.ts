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
};

/** Who is typing where. Nothing is stored; a typer who says nothing more is forgotten by itself. */
export type TypingBoard = {
  start(appId: AppId, place: TypingPlace): void;
  stop(appId: AppId, place: TypingPlace): void;
  /** Tells nobody but the typer, who is shadow banned. */
  echo(appId: AppId, place: TypingPlace, state: "start" | "stop"): void;
  /** Who is typing in a channel and its threads now. */
  current(appId: AppId, cid: string): SignalsSnapshot["typing"];
};

type Noted = Typer & { readonly toldAt: number };
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
    type: "typing.start" | "typing.stop",
    typer: Typer,
  ): void {
    const json = JSON.stringify({ type, cid, ...typer });
    const lines = signalLines(appId, cid, "typing");
    engine().realtime.signal(lines, json, `typing ${cid} ${keyOf(typer)}`);
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
      const { cid } = place;
      const typers = live(`${appId} ${cid}`);
      const at = now().getTime();
      const expiresAt = new Date(at + limits.typingExpiresSeconds * 1_000).toISOString();
      const typer = typerOf(place, expiresAt);
      const known = typers.get(keyOf(typer));
      // However often a client says it, the others hear it at most once in a while.
      const isNews = !known || at - known.toldAt >= limits.typingEverySeconds * 1_000;
      const noted = { ...typer, toldAt: isNews ? at : known.toldAt };
      void note({ appId, cid, key: keyOf(typer), typer: noted });
      if (isNews) tell(appId, cid, "typing.start", typer);
    },
    stop(appId, place) {
      const { cid } = place;
      const typer = typerOf(place, engine().now().toISOString());
      if (!live(`${appId} ${cid}`).has(keyOf(typer))) return;
      void note({ appId, cid, key: keyOf(typer), typer: null });
      tell(appId, cid, "typing.stop", typer);
    },
    echo(appId, place, state) {
      const { limits, now, realtime } = engine();
      const until = now().getTime() + (state === "start" ? limits.typingExpiresSeconds * 1_000 : 0);
      const typer = typerOf(place, new Date(until).toISOString());
      const json = JSON.stringify({ type: `typing.${state}`, cid: place.cid, ...typer });
      const key = `typing ${place.cid} ${keyOf(typer)}`;
      const onlyTo = realtimeUser(appId, place.user.id);
      realtime.signal(signalLines(appId, place.cid, "typing"), json, key, { onlyTo });
    },
    current: (appId, cid) =>
      Array.from(
        live(`${appId} ${cid}`).values(),
        ({ toldAt: _toldAt, ...typer }) => typer,
      ) as SignalsSnapshot["typing"], // ids in it were parsed when they came in
  };
}

function typerOf({ user, threadId }: TypingPlace, expiresAt: string): Typer {
  return { user, expiresAt, ...(threadId === null ? {} : { threadId }) };
}

function keyOf({ user, threadId = "" }: Typer): string {
  return `${threadId} ${user.id}`;
}
