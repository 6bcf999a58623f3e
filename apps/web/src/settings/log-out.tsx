import { Button, useAttempt, useChatClient } from "@natter/react";
import type { ReactElement } from "react";
import { useLocation } from "wouter";
import { paths } from "../app/paths.ts";
import { useSession } from "../auth/session-context.ts";
import { useWords } from "../words/language-provider.tsx";

/** Logging out: here, or on every device. A demo seat has no account. */
export function LogOut(): ReactElement | null {
  const client = useChatClient();
  const w = useWords();
  const attempt = useAttempt();
  const session = useSession();
  const [, navigate] = useLocation();
  const { account } = session;
  if (account === null) return null;
  // Whoever logs in here next is to find their own home, not the settings that somebody left.
  const goHome = () => navigate(paths.home, { replace: true });
  const here = () =>
    attempt(async () => {
      await account.logout();
      goHome();
    });
  const everywhere = () =>
    attempt(async () => {
      await client.api("accounts.logoutEverywhere");
      session.end("none");
      goHome();
    });
  return (
    <section className="page-section">
      <h2>{w("account.title")}</h2>
      <div className="page-actions">
        <Button size="small" icon="logout" onClick={() => void here()}>
          {w("account.logout")}
        </Button>
        {account.hasPassword && (
          <Button size="small" variant="ghost" onClick={() => void everywhere()}>
            {w("account.everywhere")}
          </Button>
        )}
      </div>
    </section>
  );
}
