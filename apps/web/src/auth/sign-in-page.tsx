import { Button, FormError, Icon } from "@natter/react";
import { useState, type ReactElement } from "react";
import { BrandScene } from "../brand/brand-scene.tsx";
import { Logo } from "../brand/logo.tsx";
import { useWords } from "../words/language-provider.tsx";
import type { AccountActions } from "./session.ts";
import { SignInForm, useFailureSentence } from "./sign-in-form.tsx";
import "./sign-in.css";

export type SignInPageProps = {
  readonly account: AccountActions;
  /** Whether the last session was ended from elsewhere. */
  readonly ended: boolean;
  readonly demo: boolean;
  /** Whether people may come in without an account. */
  readonly guests: boolean;
};

/** Where one logs in or makes an account; with a way to the demo and one in as a guest, where there are. */
export function SignInPage({ account, ended, demo, guests }: SignInPageProps): ReactElement {
  const w = useWords();
  const [mode, setMode] = useState<"login" | "register">("login");
  const isLogin = mode === "login";
  return (
    <div className="sign-in">
      <main>
        <div className="sign-in-card">
          <Logo />
          <div>
            <h1>{w(isLogin ? "signIn.title" : "signIn.createTitle")}</h1>
            <p className="sign-in-lead">{w(isLogin ? "signIn.lead" : "signIn.createLead")}</p>
          </div>
          {ended && (
            <p className="notice" role="status">
              {w("signIn.ended")}
            </p>
          )}
          <SignInForm key={mode} mode={mode} account={account} />
          <p className="sign-in-switch">
            {w(isLogin ? "signIn.new" : "signIn.have")}{" "}
            <button
              type="button"
              className="link"
              onClick={() => setMode(isLogin ? "register" : "login")}
            >
              {w(isLogin ? "signIn.createLink" : "signIn.logIn")}
            </button>
          </p>
          {demo && (
            <a className="demo-link" href="/demo">
              <Icon name="people" />
              <span>
                <strong>{w("signIn.demoTitle")}</strong> {w("signIn.demo")}
              </span>
            </a>
          )}
          {guests && <GuestEntrance account={account} />}
        </div>
      </main>
      <BrandScene />
    </div>
  );
}

function GuestEntrance({ account }: Pick<SignInPageProps, "account">): ReactElement {
  const w = useWords();
  const sentenceFor = useFailureSentence();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const enter = async () => {
    setBusy(true);
    try {
      await account.enterAsGuest();
    } catch (failure) {
      setError(sentenceFor(failure));
      setBusy(false);
    }
  };
  if (error !== null) return <FormError error={error} />;
  return (
    <Button variant="ghost" size="small" busy={busy} onClick={() => void enter()}>
      {w("guest.enter")}
    </Button>
  );
}
