import { createChatClient } from "@natter/client";
import { openIndexedDb } from "@natter/client/indexeddb";
import { openWebTabs } from "@natter/client/tabs";
import { ChatProvider } from "@natter/react";
import { useEffect, useState, type ReactElement } from "react";
import { SessionContext } from "../auth/session-context.ts";
import type { Session } from "../auth/session.ts";
import { useTheme } from "../theme/theme-provider.tsx";
import { useLanguage } from "../words/language-provider.tsx";
import { Pages } from "./pages.tsx";

export type SignedInAppProps = {
  readonly session: Session;
  readonly appKey: string;
  readonly userId: string;
};

/** Everything a signed-in person sees, on one connection. */
export function SignedInApp({ session, appKey, userId }: SignedInAppProps): ReactElement {
  const { theme } = useTheme();
  const { kit } = useLanguage().wording;
  const [client] = useState(() =>
    createChatClient({
      endpoint: location.origin,
      appKey,
      getToken: session.getToken,
      persistence: { storage: openIndexedDb, tabs: openWebTabs, userId },
    }),
  );
  // Whoever signs out leaves nothing on this device; whoever is signed out from elsewhere only what they could not send.
  useEffect(
    () =>
      session.subscribe(() => {
        const state = session.getState();
        const { connectionError } = client.store.getState();
        const isEndedElsewhere = connectionError?.code === "account.session_ended";
        if (state.status !== "signed-out") return;
        if (state.reason === "none") void client.signOut();
        else if (isEndedElsewhere) void client.signOut({ keepUnsent: true });
        else client.dispose();
      }),
    [client, session],
  );
  useEffect(
    () =>
      client.store.subscribe(
        (state) => state.connection,
        (connection) => {
          if (connection === "unauthorized") session.end("ended");
        },
      ),
    [client, session],
  );
  return (
    <SessionContext.Provider value={session}>
      <ChatProvider client={client} theme={theme} {...kit}>
        <Pages />
      </ChatProvider>
    </SessionContext.Provider>
  );
}
