import type { Clock } from "./adapters/clock.ts";
import type { Fetch } from "./adapters/fetch.ts";
import type { Network } from "./adapters/network.ts";
import type { Page } from "./adapters/page.ts";
import type { Log } from "./adapters/log.ts";
import type { Random } from "./adapters/random.ts";
import type { OpenStorage } from "./adapters/storage/port.ts";
import type { OpenTabs } from "./adapters/tabs/port.ts";
import type { Seal } from "./adapters/storage/sealed.ts";
import type { OpenRealtime } from "./adapters/realtime/port.ts";

export type PersistenceOptions = {
  /** For example `openIndexedDb` from `@natter/client/indexeddb`. */
  readonly storage: OpenStorage;
  /** Whose data it is: the user that `getToken` gives tokens of. */
  readonly userId: string;
  /** Shares one connection between the tabs of a browser: `openWebTabs` from `@natter/client/tabs`. */
  readonly tabs?: OpenTabs;
  /** Seals what is stored, so that whoever reads the disk cannot. */
  readonly seal?: Seal;
};

export type ChatClientOptions = {
  /** Where the API is, for example `https://chat.example.com`. */
  readonly endpoint: string;
  /** The app's publishable key (`pk_…`). */
  readonly appKey: string;
  /**
   * Gives a token of the signed-in user. Asked again when the server says that the last one expired;
   * throw a ChatError of code `auth.…` or `account.…` to say that there is none: the client turns `unauthorized`.
   */
  readonly getToken: () => Promise<string>;
  /** Where the realtime server is, when it is not the API itself. */
  readonly realtimeUrl?: string;
  /** Keeps the state on the device: it shows before any answer of the server, and what is not sent survives a reload. */
  readonly persistence?: PersistenceOptions;
  readonly fetch?: Fetch;
  /** A WebSocket class, where the platform has none (Node 20). */
  readonly webSocket?: unknown;
  /** Hints that the network is back; the browser's own, where there is one. */
  readonly network?: Network;
  /** Says when the page may be gone any moment, so that what is not yet kept is; the browser's own, where there is one. */
  readonly page?: Page;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly log?: Log;
  /** Another realtime vendor; the default speaks the Centrifugo protocol. */
  readonly openRealtime?: OpenRealtime;
};
