import { ChatError } from "@natter/client";
import { Button } from "@natter/react";
import { useId, useState, type FormEvent, type ReactElement } from "react";
import { Field } from "../shell/field.tsx";
import type { AccountActions } from "./session.ts";

export type SignInFormProps = {
  readonly mode: "login" | "register";
  readonly account: AccountActions;
};

/** User name and password, and for a new account the name that others see. */
export function SignInForm({ mode, account }: SignInFormProps): ReactElement {
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const errorId = useId();
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
    <form className="form" onSubmit={submit} aria-describedby={error ? errorId : undefined}>
      {!isLogin && (
        <Field label="Your name" hint="What others see. You can change it later.">
          <input name="name" autoComplete="name" maxLength={128} />
        </Field>
      )}
      <Field label="User name">
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
      <Field label="Password" {...(isLogin ? {} : { hint: "At least 8 characters." })}>
        <input
          name="password"
          type="password"
          autoComplete={isLogin ? "current-password" : "new-password"}
          required
          minLength={isLogin ? 1 : 8}
          maxLength={256}
        />
      </Field>
      {error && (
        <p className="form-error" id={errorId} role="alert">
          {error}
        </p>
      )}
      <Button type="submit" variant="primary" busy={busy}>
        {isLogin ? "Log in" : "Create account"}
      </Button>
    </form>
  );
}

function sentenceFor(failure: unknown): string {
  if (!(failure instanceof ChatError))
    return "The server cannot be reached. Try again in a moment.";
  switch (failure.code) {
    case "account.invalid_credentials":
      return "User name or password is wrong.";
    case "account.username_taken":
      return "That user name is taken. Choose another one.";
    default:
      return failure.message;
  }
}
