import { Button, EmptyState } from "@natter/react";
import { useCallback, useEffect, useState, type ReactElement } from "react";
import { Redirect, Route, Router, Switch } from "wouter";
import { SessionGate } from "../auth/session-gate.tsx";
import { createAccountSession, createDemoSession } from "../auth/session.ts";
import { DemoPage } from "../demo/demo-page.tsx";
import { MessagePage } from "../shell/message-page.tsx";
import { useWords } from "../words/language-provider.tsx";
import { loadAppConfig, type AppConfig } from "./app-config.ts";
import { SignedInApp } from "./signed-in-app.tsx";

/** The whole web app: first the server's configuration, then the demo, or whoever signs in. */
export function App(): ReactElement | null {
  const w = useWords();
  const { config, failed, retry } = useAppConfig();
  if (failed) {
    return (
      <EmptyState icon="alert" title={w("server.away")} text={w("server.awayText")} role="alert">
        <Button variant="primary" onClick={retry}>
          {w("again")}
        </Button>
      </EmptyState>
    );
  }
  if (config === null) return null;
  return (
    <Switch>
      <Route path="/demo/as/:userId/*?">
        {({ userId }) => (config.demo ? <DemoSeat userId={userId} config={config} /> : <NoDemo />)}
      </Route>
      <Route path="/demo">{config.demo ? <DemoPage /> : <NoDemo />}</Route>
      <Route>
        <AccountApp config={config} />
      </Route>
    </Switch>
  );
}

function AccountApp({ config }: { readonly config: AppConfig }): ReactElement {
  const [session] = useState(() => createAccountSession(config.appKey));
  return (
    <SessionGate session={session} demo={config.demo} guests={config.guests}>
      {(signedInAs) => <SignedInApp session={session} appKey={config.appKey} userId={signedInAs} />}
    </SessionGate>
  );
}

type DemoSeatProps = { readonly userId: string; readonly config: AppConfig };

/** One of the demo's two people, signed in without a password and only in this page's memory. */
function DemoSeat({ userId, config }: DemoSeatProps): ReactElement {
  const [session] = useState(() => createDemoSession(config.appKey, userId));
  return (
    <Router base={`/demo/as/${userId}`}>
      <SessionGate session={session} demo={false} guests={false}>
        {(signedInAs) => (
          <SignedInApp session={session} appKey={config.appKey} userId={signedInAs} />
        )}
      </SessionGate>
    </Router>
  );
}

function NoDemo(): ReactElement {
  const w = useWords();
  return (
    <MessagePage icon="message" title={w("demo.none")} text={w("demo.noneText")}>
      <Redirect to="/demo" replace />
    </MessagePage>
  );
}

function useAppConfig() {
  const [config, setConfig] = useState<AppConfig | null>(null);
  const [failed, setFailed] = useState(false);
  const retry = useCallback(() => {
    setFailed(false);
    loadAppConfig().then(setConfig, () => setFailed(true));
  }, []);
  useEffect(retry, [retry]);
  return { config, failed, retry };
}
