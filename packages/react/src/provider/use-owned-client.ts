import { createChatClient, type ChatClient, type ChatClientOptions } from "@natter/client";
import { useEffect, useRef, useState } from "react";
import { holdConnection } from "./hold-connection.ts";

/** A client of one's own, or what the provider needs to make and keep one. */
export type ProvidedConnection = { readonly client: ChatClient } | OwnConnection;

type OwnConnection = Pick<
  ChatClientOptions,
  "endpoint" | "appKey" | "persistence" | "realtimeUrl" | "log"
> & {
  /** Who is signed in: another id means another client. */
  readonly userId: string;
} & TokenSource;

type TokenSource =
  /** May be a new function on every render; the latest is asked. */
  | { readonly getToken: () => Promise<string> }
  /** A token that outlives the page; a server's answer that it expired signs the user out. */
  | { readonly token: string };

type Made = { readonly key: string; readonly client: ChatClient };

/**
 * The client that was given, or one made for the endpoint, app and user: connected while the provider is mounted, and ended a
 * second after it is gone. A client that was ended is replaced when the provider comes back with its old state.
 */
export function useOwnedClient(connection: ProvidedConnection): ChatClient {
  const latest = useRef(connection);
  useEffect(() => {
    latest.current = connection;
  });
  const key = keyOf(connection);
  const [made, setMade] = useState<Made | null>(null);
  const ended = useRef<ChatClient | null>(null);

  const isGiven = "client" in connection;
  let client = isGiven ? connection.client : made?.key === key ? made.client : null;
  if (client === null) {
    client = makeClient(connection as OwnConnection, () => latest.current); // it is not the given one
    setMade({ key, client });
  }

  useEffect(() => {
    if (ended.current === client) {
      setMade(null);
      return;
    }
    const ending = isGiven ? "disconnect" : "dispose";
    return holdConnection(client, ending, () => {
      if (ending === "dispose") ended.current = client;
    });
  }, [client, isGiven]);
  return client;
}

function keyOf(connection: ProvidedConnection): string {
  if ("client" in connection) return "";
  return JSON.stringify([connection.endpoint, connection.appKey, connection.userId]);
}

function makeClient(first: OwnConnection, latest: () => ProvidedConnection): ChatClient {
  const { endpoint, appKey, persistence, realtimeUrl, log } = first;
  return createChatClient({
    ...{ endpoint, appKey },
    ...(persistence ? { persistence } : {}),
    ...(realtimeUrl === undefined ? {} : { realtimeUrl }),
    ...(log ? { log } : {}),
    getToken: () => {
      const now = latest();
      // Another user has another client: this one goes on asking for its own.
      return askForToken("client" in now || keyOf(now) !== keyOf(first) ? first : now);
    },
  });
}

function askForToken(source: TokenSource): Promise<string> {
  return "token" in source ? Promise.resolve(source.token) : source.getToken();
}
