import { Icon } from "@natter/react";
import { useState, type ReactElement } from "react";
import { BrandScene } from "../brand/brand-scene.tsx";
import { Logo } from "../brand/logo.tsx";
import type { AccountActions } from "./session.ts";
import { SignInForm } from "./sign-in-form.tsx";
import "./sign-in.css";

export type SignInPageProps = {
  readonly account: AccountActions;
  readonly ended: boolean;
  readonly demo: boolean;
};

/** Where one logs in or makes an account; with a way to the demo where there is one. */
export function SignInPage({ account, ended, demo }: SignInPageProps): ReactElement {
  const [mode, setMode] = useState<"login" | "register">("login");
  const isLogin = mode === "login";
  return (
    <div className="sign-in">
      <main>
        <div className="sign-in-card">
          <Logo />
          <div>
            <h1>{isLogin ? "Welcome back" : "Create your account"}</h1>
            <p className="sign-in-lead">
              {isLogin
                ? "Log in to carry on the conversation."
                : "A user name and a password are all it takes."}
            </p>
          </div>
          {ended && (
            <p className="notice" role="status">
              You have been signed out. Log in again to go on.
            </p>
          )}
          <SignInForm key={mode} mode={mode} account={account} />
          <p className="sign-in-switch">
            {isLogin ? "New here?" : "Already have an account?"}{" "}
            <button
              type="button"
              className="link"
              onClick={() => setMode(isLogin ? "register" : "login")}
            >
              {isLogin ? "Create an account" : "Log in"}
            </button>
          </p>
          {demo && (
            <a className="demo-link" href="/demo">
              <Icon name="people" />
              <span>
                <strong>Just looking?</strong> Open the live demo with two people
              </span>
            </a>
          )}
        </div>
      </main>
      <BrandScene />
    </div>
  );
}
