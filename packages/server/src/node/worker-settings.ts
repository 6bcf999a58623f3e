import type { PageSettings } from "./page-facts.ts";

/** What a process that serves gets from the primary: secrets travel by the channel between them, not by the environment. */
export type WorkerSettings = {
  readonly databaseUrl: string;
  readonly secret: string;
  readonly page: PageSettings;
};

/** How a process that serves tells the primary that it does, or that it cannot. */
export type WorkerNews =
  | { readonly port: number }
  | { readonly failure: { readonly message: string; readonly code: string | undefined } };
