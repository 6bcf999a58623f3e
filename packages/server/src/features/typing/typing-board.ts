import type { AppId, UserSummary } from "@natter/contract";
import type { Processes } from "../../adapters/processes/port.ts";
import type { Engine } from "../../core/engine.ts";
import { signalLine } from "../../core/realtime-names.ts";

type Typer = { readonly user: UserSummary; readonly expiresAt: string };

/** Who is typing where. Nothing is stored; a typer who says nothing more is forgotten by itself. */
export type TypingBoard = {
  start(appId: AppId, cid: string, user: UserSummary): void;
  stop(appId: AppId, cid: string, user: UserSummary): void;
  /** Who is typing in a channel now. */
  current(appId: AppId, cid: string): Typer[];
};

type Noted = Typer & { readonly toldAt: number };
type Note = { readonly appId: AppId; readonly cid: string; readonly userId: string };

/** Makes the board of this process. Each process keeps a whole one: what one learns it tells the others. */
export function createTypingBoard(
  engine: () => Engine,
  processes: Pick<Processes, "everywhere">,
): TypingBoard {
  const channels = new Map<string, Map<string, Noted>>();
  const note = processes.everywhere(
    "typing.note",
    ({ appId, cid, userId, typer }: Note & { readonly typer: Noted | null }) => {
      const name = `${appId} ${cid}`;
      const typers = live(name);
      if (typer) typers.set(userId, typer);
      else typers.delete(userId);
      if (typers.size > 0) channels.set(name, typers);
    },
  );

  function tell(
    appId: AppId,
    cid: string,
    type: "typing.start" | "typing.stop",
    { user, expiresAt }: Typer,
  ): void {
    const json = JSON.stringify({ type, cid, user, expiresAt });
    engine().realtime.signal([signalLine(appId, cid)], json, `typing ${cid} ${user.id}`);
  }

  function live(name: string): Map<string, Noted> {
    const now = engine().now().toISOString();
    const typers = channels.get(name) ?? new Map();
    for (const [id, typer] of typers) if (typer.expiresAt <= now) typers.delete(id);
    if (typers.size === 0) channels.delete(name);
    return typers;
  }

  return {
    start(appId, cid, user) {
      const { limits, now } = engine();
      const name = `${appId} ${cid}`;
      const typers = live(name);
      const at = now().getTime();
      const known = typers.get(user.id);
      const expiresAt = new Date(at + limits.typingExpiresSeconds * 1_000).toISOString();
      // However often a client says it, the others hear it at most once in a while.
      const isNews = !known || at - known.toldAt >= limits.typingEverySeconds * 1_000;
      const typer = { user, expiresAt, toldAt: isNews ? at : known.toldAt };
      void note({ appId, cid, userId: user.id, typer });
      if (isNews) tell(appId, cid, "typing.start", { user, expiresAt });
    },
    stop(appId, cid, user) {
      if (!live(`${appId} ${cid}`).has(user.id)) return;
      void note({ appId, cid, userId: user.id, typer: null });
      tell(appId, cid, "typing.stop", { user, expiresAt: engine().now().toISOString() });
    },
    current: (appId, cid) =>
      Array.from(live(`${appId} ${cid}`).values(), ({ user, expiresAt }) => ({ user, expiresAt })),
  };
}
