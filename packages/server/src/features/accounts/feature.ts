import { ChatError } from "@natter/contract/chat-error";
import { asUser, inApp, type AppCall, type Call } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { createAttemptCounter } from "./attempts.ts";
import { logOut, logOutEverywhere, type TokenCache } from "./log-out.ts";
import { logIn, register } from "./register.ts";
import { beginSession, refreshSession } from "./session.ts";

type AccountOptions = {
  readonly authenticator: TokenCache;
  /** Whether demo users may be signed in, from this machine only. */
  readonly demo: boolean;
};

const demoApp = "demo";
const demoUsers: readonly string[] = ["ada", "bob"];

/** Built-in accounts, for apps that have none of their own. */
export function accountsFeature({ authenticator, demo }: AccountOptions): Feature {
  const countAttempt = createAttemptCounter();

  function admit(call: Call, username: string): AppCall {
    const known = inApp(call);
    const address = call.http?.remoteAddress ?? "";
    countAttempt([`${known.appId} name ${username}`], call.engine.now());
    countAddress([`${known.appId} address ${address}`], call.engine.now());
    return known;
  }
  // Several people may sit behind one address.
  const countAddress = createAttemptCounter(60);

  return {
    name: "accounts",
    handlers: {
      "accounts.register": (call, { body }) => register(admit(call, body.username), body),
      "accounts.login": (call, { body }) => logIn(admit(call, body.username), body),
      "accounts.refresh": (call) => refreshSession(call, authenticator),
      "accounts.logout": (call) => logOut(call, authenticator),
      "accounts.logoutEverywhere": (call) => logOutEverywhere(asUser(call), authenticator),
      "demo.session": (call, { body }) => {
        const isHere = call.http?.isLocal ?? false;
        const isDemo = demo && call.appId === demoApp && demoUsers.includes(body.userId);
        if (!isDemo || !isHere) {
          throw new ChatError(
            "demo.not_available",
            "Demo users exist only with demo data, and only on the server's own machine.",
          );
        }
        return beginDemo(inApp(call), body.userId);
      },
    },
  };
}

/** A demo user's session lives in its page alone: two of them share one browser, so neither may set a cookie. */
function beginDemo({ http: _http, ...call }: AppCall, userId: string) {
  return beginSession(call, userId);
}
