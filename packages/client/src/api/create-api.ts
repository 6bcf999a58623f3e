import type { Api } from "./api-types.ts";

export type ApiOptions = {
  readonly endpoint: string;
  readonly appKey: string;
  /** Not needed for routes of signing in. */
  readonly getToken?: () => Promise<string>;
  readonly fetch?: typeof fetch;
};

/** Calls the API without a chat client: to sign in, for example. */
export function createApi(options: ApiOptions): Api {
  throw new Error(`not connected to ${options.endpoint} yet`);
}
