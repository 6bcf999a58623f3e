import { ChatError } from "@natter/client";
import { Button, Field, FormError } from "@natter/react";
import { useState, type FormEvent, type ReactElement } from "react";
import { useWords } from "../words/language-provider.tsx";
import type { AccountActions } from "./session.ts";

export type SignInFormProps = {
  readonly mode: "login" | "register";
  readonly account: AccountActions;
};

/** User name and password, and for a new account the name that others see. */
export function SignInForm({ mode, account }: SignInFormProps): ReactElement {
  const w = useWords();
  const sentenceFor = useFailureSentence();
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const isLogin = mode === "login";

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const read = (name: string) => String(form.get(name) ?? "").trim();
    const credentials = {
      username: read("username"),
      password: String(form.get("password") ?? ""),
    };
    const name = read("name");
    setBusy(true);
    setError(null);
    try {
      if (isLogin) await account.login(credentials);
      else await account.register(name === "" ? credentials : { ...credentials, name });
    } catch (failure) {
      setError(sentenceFor(failure));
      setBusy(false);
    }
  };

  return (
    <form data-natter="form" onSubmit={(event) => void submit(event)}>
      {!isLogin && (
        <Field label={w("signIn.name")} hint={w("signIn.nameHint")}>
          <input name="name" autoComplete="name" maxLength={128} />
        </Field>
      )}
      <Field label={w("signIn.username")}>
        <input
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          minLength={2}
          maxLength={32}
          autoFocus
        />
      </Field>
      <Field label={w("signIn.password")} hint={isLogin ? undefined : w("signIn.passwordHint")}>
        <input
          name="password"
          type="password"
          autoComplete={isLogin ? "current-password" : "new-password"}
          required
          minLength={isLogin ? 1 : 8}
          maxLength={256}
        />
      </Field>
      <FormError error={error} />
      <Button type="submit" variant="primary" busy={busy}>
        {w(isLogin ? "signIn.logIn" : "signIn.create")}
      </Button>
    </form>
  );
}

/** What went wrong with signing in, as a sentence. */
export function useFailureSentence(): (failure: unknown) => string {
  const w = useWords();
  return (failure) => {
    if (!(failure instanceof ChatError)) return w("server.away");
    switch (failure.code) {
      case "account.invalid_credentials":
        return w("signIn.wrong");
      case "account.username_taken":
        return w("signIn.taken");
      case "guest.not_allowed":
        return w("guest.none");
      default:
        return failure.message;
    }
  };
}
