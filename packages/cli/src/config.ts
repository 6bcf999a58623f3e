import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** What the environment sets; an empty variable counts as absent. The only place that reads it. */
export type CliConfig = {
  /** NATTER_ENDPOINT: the server's address. */
  readonly endpoint: string | undefined;
  /** NATTER_KEY: a server key. */
  readonly key: string | undefined;
  /** NATTER_ADMIN_KEY: the platform's admin key. */
  readonly adminKey: string | undefined;
  /** NATTER_DATA_DIR: where the server of this repository keeps its data, as that server reads it. Absolute. */
  readonly dataDir: string;
  /** NO_COLOR (no-color.org) and TERM=dumb: no colours, and for the latter no line that is written over. */
  readonly color: boolean;
  readonly canOverwrite: boolean;
};

const repositoryRoot = fileURLToPath(new URL("../../../", import.meta.url));

type Environment = Readonly<Record<string, string | undefined>>;

export function readCliConfig(environment: Environment = process.env): CliConfig {
  const canOverwrite = environment["TERM"] !== "dumb";
  return {
    endpoint: environment["NATTER_ENDPOINT"] || undefined,
    key: environment["NATTER_KEY"] || undefined,
    adminKey: environment["NATTER_ADMIN_KEY"] || undefined,
    dataDir: resolve(repositoryRoot, environment["NATTER_DATA_DIR"] || ".natter"),
    color: canOverwrite && !environment["NO_COLOR"],
    canOverwrite,
  };
}
