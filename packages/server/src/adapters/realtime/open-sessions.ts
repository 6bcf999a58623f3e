import type { AppId } from "@natter/contract";
import type { SessionSelection, TokenMark } from "./port.ts";

type OpenSession = {
  readonly appId: AppId;
  readonly userId: string;
  /** As the hub knows the user. */
  readonly user: string;
  readonly mark: TokenMark;
};

/** By which user token each session of this process was begun. */
export type OpenSessions = {
  set(client: string, session: OpenSession): void;
  delete(client: string): void;
  select(selection: SessionSelection): { client: string; user: string }[];
};

/** A session that was let in and never confirmed leaves no word when it ends; the oldest of so many are such. */
const mostSessions = 200_000;

export function createOpenSessions(): OpenSessions {
  const sessions = new Map<string, OpenSession>();
  return {
    set(client, session) {
      if (sessions.size >= mostSessions) sessions.delete(sessions.keys().next().value ?? "");
      sessions.set(client, session);
    },
    delete: (client) => void sessions.delete(client),
    select: (selection) =>
      [...sessions].flatMap(([client, session]) =>
        isSelected(session, selection) ? [{ client, user: session.user }] : [],
      ),
  };
}

function isSelected({ appId, userId, mark }: OpenSession, wanted: SessionSelection): boolean {
  return (
    appId === wanted.appId &&
    (wanted.userId === undefined || wanted.userId === userId) &&
    (wanted.userIdPrefix === undefined || userId.startsWith(wanted.userIdPrefix)) &&
    (wanted.tokenId === undefined || wanted.tokenId === mark.tokenId) &&
    (wanted.keyId === undefined || wanted.keyId === mark.keyId) &&
    (wanted.sessionId === undefined || wanted.sessionId === mark.sessionId) &&
    (wanted.issuedBefore === undefined || mark.issuedAt < wanted.issuedBefore)
  );
}
