import { ChatError, createApi, type RouteAnswer } from "@natter/client";
import { createGuestPass } from "./guest-pass.ts";
import { singleFlight } from "./single-flight.ts";

export type SessionState =
  | { readonly status: "restoring" }
  | { readonly status: "unreachable" }
  | { readonly status: "signed-out"; readonly reason: "none" | "ended" }
  | { readonly status: "signed-in"; readonly userId: string };

type SignedIn = Pick<RouteAnswer<"accounts.login">, "user" | "token">;
export type Credentials = { readonly username: string; readonly password: string };

/** Who is signed in on this page. Access tokens live in memory only and never outlast it. */
export type Session = {
  readonly getState: () => SessionState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Signs in by what the browser still has; for a demo seat, by its name. */
  readonly restore: () => Promise<void>;
  /** A token for the SDK, which asks again only when the last one is no good any more. */
  readonly getToken: () => Promise<string>;
  /** Forgets who was signed in here: `none` if they asked for it. */
  readonly end: (reason: "none" | "ended") => void;
  /** Absent for a demo seat, which has no account. */
  readonly account: AccountActions | null;
};

export type AccountActions = {
  readonly login: (credentials: Credentials) => Promise<void>;
  readonly register: (credentials: Credentials & { readonly name?: string }) => Promise<void>;
  /** Comes in without an account, where the server lets guests in; for as long as the browser tab lives. */
  readonly enterAsGuest: () => Promise<void>;
  readonly logout: () => Promise<void>;
  /** False for a guest, who cannot come back once logged out. */
  readonly hasPassword: boolean;
};

/** The session of a built-in account, kept alive by the server's httpOnly cookie. */
export function createAccountSession(appKey: string): Session {
  const api = createApi({ endpoint: location.origin, appKey });
  // Two tabs that refresh at once would use up one cookie twice; the lock lets one go after the other.
  const refresh = async () => {
    const signedIn: SignedIn = await navigator.locks.request("natter.refresh", () =>
      api("accounts.refresh"),
    );
    return signedIn;
  };
  const guest = createGuestPass(() => api("guests.create", { body: {} }));
  const core = createSession(
    async () => guest.read() ?? (await refresh()),
    rememberedUser("natter.user"),
  );
  return {
    ...core.session,
    account: {
      login: async (body) => core.accept(await api("accounts.login", { body })),
      register: async (body) => core.accept(await api("accounts.register", { body })),
      enterAsGuest: async () => core.accept(await guest.take()),
      logout: async () => {
        if (guest.read() === null) await api("accounts.logout");
        guest.drop();
        core.session.end("none");
      },
      get hasPassword() {
        return guest.read() === null;
      },
    },
  };
}

/** A seat in the demo: signed in as one of its people, as long as the page lives. */
export function createDemoSession(appKey: string, userId: string): Session {
  const api = createApi({ endpoint: location.origin, appKey });
  const core = createSession(
    () => api("demo.session", { body: { userId } }),
    rememberedUser(`natter.demo.${userId}`),
  );
  return { ...core.session, account: null };
}

function createSession(fetchToken: () => Promise<SignedIn>, remembered: RememberedUser) {
  let state: SessionState = { status: "restoring" };
  let unused: string | null = null;
  const listeners = new Set<() => void>();

  function change(next: SessionState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  function accept(signedIn: SignedIn): void {
    unused = signedIn.token;
    remembered.set(signedIn.user.id);
    change({ status: "signed-in", userId: signedIn.user.id });
  }

  const renew = singleFlight(fetchToken);

  /** The cookie is of the whole browser: somebody else may have signed in by another tab, and this page is not theirs. */
  async function renewOwn(): Promise<string> {
    const { user, token } = await renew();
    if (state.status === "signed-in" && state.userId !== user.id) {
      throw new ChatError("account.session_ended", "Somebody else has signed in in this browser.");
    }
    return token;
  }

  const session = {
    getState: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    restore: async () => {
      try {
        accept(await renew());
      } catch (error) {
        if (isRefusal(error)) return session.end("none");
        // Without a network, whoever was signed in here last goes on with what is kept on the device.
        const userId = remembered.get();
        change(userId === null ? { status: "unreachable" } : { status: "signed-in", userId });
      }
    },
    getToken: async () => {
      const token = unused ?? (await renewOwn());
      unused = null;
      return token;
    },
    end: (reason: "none" | "ended") => {
      unused = null;
      remembered.set(null);
      change({ status: "signed-out", reason });
    },
  };
  return { session, accept };
}

function isRefusal(error: unknown): boolean {
  return error instanceof ChatError && error.status < 500 && !error.retry;
}

/** Who was signed in last, without a token: enough to show what is kept on the device when there is no network. */
type RememberedUser = { get(): string | null; set(userId: string | null): void };

function rememberedUser(key: string): RememberedUser {
  return {
    get() {
      try {
        return localStorage.getItem(key);
      } catch {
        return null; // storage is forbidden: nobody is remembered
      }
    },
    set(userId) {
      try {
        if (userId === null) localStorage.removeItem(key);
        else localStorage.setItem(key, userId);
      } catch {
        // as above
      }
    },
  };
}
