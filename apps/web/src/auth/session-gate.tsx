import { Button } from "@natter/react";
import { useEffect, useSyncExternalStore, type ReactElement, type ReactNode } from "react";
import { MessagePage } from "../shell/message-page.tsx";
import { useWords } from "../words/language-provider.tsx";
import type { Session } from "./session.ts";
import { SignInPage } from "./sign-in-page.tsx";

export type SessionGateProps = {
  readonly session: Session;
  /** Whether there is a demo to point newcomers to. */
  readonly demo: boolean;
  /** Whether people may come in without an account. */
  readonly guests: boolean;
  readonly children: (userId: string) => ReactNode;
};

/** Shows what is inside to whoever is signed in. The address stays, so signing in leads where one wanted to go. */
export function SessionGate(props: SessionGateProps): ReactElement | null {
  const { session, demo, guests, children } = props;
  const w = useWords();
  const state = useSyncExternalStore(session.subscribe, session.getState);
  useEffect(() => {
    if (session.getState().status === "restoring") void session.restore();
  }, [session]);
  switch (state.status) {
    case "restoring":
      return null;
    case "unreachable":
      return (
        <MessagePage icon="alert" title={w("server.away")} text={w("server.awayText")}>
          <Button variant="primary" onClick={() => void session.restore()}>
            {w("again")}
          </Button>
        </MessagePage>
      );
    case "signed-out":
      if (session.account === null) {
        return <MessagePage icon="lock" title={w("demo.seatGone")} text={w("demo.seatGoneText")} />;
      }
      return (
        <SignInPage
          account={session.account}
          ended={state.reason === "ended"}
          demo={demo}
          guests={guests}
        />
      );
    case "signed-in":
      return <>{children(state.userId)}</>;
    default:
      return state satisfies never;
  }
}
