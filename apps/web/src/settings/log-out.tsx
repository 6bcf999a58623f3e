import { Button, ConfirmDialog, useAttempt, useChatClient, useChatState } from "@natter/react";
import { useState, type ReactElement } from "react";
import { useLocation } from "wouter";
import { paths } from "../app/paths.ts";
import { useSession } from "../auth/session-context.ts";
import { useWords } from "../words/language-provider.tsx";

type LogOutWay = "here" | "everywhere";

/** Logging out: here, or on every device. Asks first while something is not sent. A demo seat has no account. */
export function LogOut(): ReactElement | null {
  const client = useChatClient();
  const w = useWords();
  const attempt = useAttempt();
  const session = useSession();
  const [, navigate] = useLocation();
  const hasUnsent = useChatState((state) => state.operations.some(isText));
  const [asked, setAsked] = useState<LogOutWay | null>(null);
  const { account } = session;
  if (account === null) return null;
  const logOut = async (way: LogOutWay) => {
    if (way === "here") await account.logout();
    else {
      await client.api("accounts.logoutEverywhere");
      session.end("none");
    }
    // Whoever logs in here next is to find their own home, not the settings that somebody left.
    navigate(paths.home, { replace: true });
  };
  const ask = (way: LogOutWay) => {
    if (hasUnsent) setAsked(way);
    else void attempt(() => logOut(way));
  };
  return (
    <section className="page-section">
      <h2>{w("account.title")}</h2>
      <div className="page-actions">
        <Button size="small" icon="logout" onClick={() => ask("here")}>
          {w("account.logout")}
        </Button>
        {account.hasPassword && (
          <Button size="small" variant="ghost" onClick={() => ask("everywhere")}>
            {w("account.everywhere")}
          </Button>
        )}
      </div>
      {asked !== null && (
        <ConfirmDialog
          title={w("account.unsent")}
          text={w("account.unsentText")}
          action={w("account.unsentAction")}
          onConfirm={() => logOut(asked)}
          onClose={() => setAsked(null)}
        />
      )}
    </section>
  );
}

/** What somebody wrote, unlike a reaction or a read mark. */
function isText({ type }: { readonly type: string }): boolean {
  return type === "messages.send" || type === "messages.edit";
}
