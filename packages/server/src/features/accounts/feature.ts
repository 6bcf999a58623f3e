import { UserId } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Processes } from "../../adapters/processes/port.ts";
import { asUser, inApp, type AppCall, type Call } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { moderated } from "../moderation/public.ts";
import { createAttemptCounter } from "./attempts.ts";
import { eraseAccount } from "./erase-account.ts";
import { logOut, logOutEverywhere, type TokenCache } from "./log-out.ts";
import { logIn, register } from "./register.ts";
import { beginSession, refreshSession } from "./session.ts";

type AccountOptions = {
  readonly authenticator: TokenCache;
  /** Whether demo users may be signed in, from this machine only. */
  readonly demo: boolean;
  readonly processes: Pick<Processes, "inPrimary">;
};

type Attempt = { appId: string; username: string; address: string; at: Date };

const demoApp = "demo";
const demoUsers: readonly string[] = ["ada", "bob"];

/** Built-in accounts, for apps that have none of their own. */
export function accountsFeature({ authenticator, demo, processes }: AccountOptions): Feature {
  const countName = createAttemptCounter();
  // Several people may sit behind one address.
  const countAddress = createAttemptCounter(60);
  const countAttempt = processes.inPrimary("accounts.countAttempt", (attempt: Attempt) => {
    countName([`${attempt.appId} name ${attempt.username}`], attempt.at);
    countAddress([`${attempt.appId} address ${attempt.address}`], attempt.at);
  });

  async function admit(call: Call, username: string): Promise<AppCall> {
    const known = inApp(call);
    const address = call.http?.remoteAddress ?? "";
    await countAttempt({ appId: known.appId, username, address, at: call.engine.now() });
    return known;
  }

  return {
    name: "accounts",
    handlers: {
      "accounts.register": async (call, { body }) => {
        const admitted = await admit(call, body.username);
        // Looked over as what it becomes: a user of this name.
        const actor = {
          type: "user" as const,
          userId: UserId.parse(body.username),
          sessionId: null,
        };
        const text = `${body.username} ${body.name ?? ""}`;
        return moderated(
          { ...admitted, actor },
          { surface: "user-name", text },
          {
            act: () => register(admitted, body),
            subjectOf: ({ user }) => ({ type: "user", id: user.id }),
          },
        );
      },
      "accounts.login": async (call, { body }) => logIn(await admit(call, body.username), body),
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
    eraseUser: eraseAccount,
  };
}

/** A demo user's session lives in its page alone: two of them share one browser, so neither may set a cookie. */
function beginDemo({ http: _http, ...call }: AppCall, userId: string) {
  return beginSession(call, userId);
}
