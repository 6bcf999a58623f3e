import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { defaultLimits } from "@natter/contract/limits";

/** Everything an operator can set, checked. The only place that reads the environment. */
export interface Config {
  /** PORT: where HTTP and sockets listen; 0 means any free one. */
  readonly port: number;
  /** HOST: the address to listen on. Loopback unless told otherwise. */
  readonly host: string;
  /** NATTER_PUBLIC_URL: where people reach this server, without a slash at the end. */
  readonly publicUrl: string;
  /** NATTER_DATA_DIR: files, secrets and the built-in database. Absolute. */
  readonly dataDir: string;
  /** DATABASE_URL: the operator's PostgreSQL, as the owner role; undefined means the built-in one. */
  readonly databaseUrl: string | undefined;
  /** NATTER_LOG_LEVEL */
  readonly logLevel: LogLevel;
  /** NATTER_SECRET: signs what the server issues; undefined means one that is made once and kept in the data folder. */
  readonly secret: string | undefined;
  /** NATTER_DEMO: whether the demo app is made at the first start. On with the built-in database, off otherwise. */
  readonly demo: boolean;
  /** NATTER_ADMIN_KEY: opens the routes that make apps; undefined keeps them shut. */
  readonly adminKey: string | undefined;
  /** NATTER_ALLOWED_ORIGINS: pages of other hosts that may open realtime connections; `*` for all. */
  readonly allowedOrigins: readonly string[];
  /** NATTER_RATE_LIMITS: off lifts all rate limits, for measuring on a machine of one's own. */
  readonly rateLimits: boolean;
  /** NATTER_DEVELOPMENT: gives tokens to whoever asks and fetches from this machine; refused beside NODE_ENV=production. */
  readonly development: boolean;
  /** NATTER_DATABASE_CONNECTIONS: how many connections to PostgreSQL at most, of each process. */
  readonly databaseConnections: number;
  /** NATTER_EVENT_DAYS: how long the log keeps events for devices that are away. */
  readonly eventDays: number;
  /** NATTER_PROCESSES: how many processes serve together; with more than one, a primary beside them keeps what they share. */
  readonly processes: number;
  /** NATTER_DRAIN_SECONDS: how long, when asked to end, it tells its clients to come back later before it closes the port. */
  readonly drainSeconds: number;
  /** NATTER_PROXIES: how many reverse proxies stand in front, each adding to X-Forwarded-For. */
  readonly proxies: number;
  /** NATTER_LANGUAGE_MODEL_URL: an OpenAI-compatible API that may judge messages; undefined means none. */
  readonly languageModelUrl: string | undefined;
  /** NATTER_LANGUAGE_MODEL_KEY: the key it asks for, if any. */
  readonly languageModelKey: string | undefined;
  /** NATTER_LANGUAGE_MODEL: the model's name there. */
  readonly languageModel: string;
}

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Names every wrong setting at once, each with its cure. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      problems.length === 1
        ? `A setting is wrong: ${problems[0]}`
        : `${problems.length} settings are wrong:\n${problems.map((line) => `  - ${line}`).join("\n")}`,
    );
    this.name = "ConfigError";
    this.problems = problems;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The built-in database takes a hundred; some stay free for its own use and for people. */
const mostBuiltInConnections = 90;

const repositoryRoot = fileURLToPath(new URL("../../../", import.meta.url));

/** Reads and checks all settings. Throws one `ConfigError` that lists every problem. An empty variable counts as absent. */
export function readConfig(environment: Environment = process.env): Config {
  const problems: string[] = [];
  const read = <Value>(name: string, fallback: Value, parse: (text: string) => Value): Value => {
    const text = environment[name]?.trim();
    if (!text) return fallback;
    try {
      return parse(text);
    } catch (error) {
      problems.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      return fallback;
    }
  };
  const port = read("PORT", 8800, parsePort);
  const databaseUrl = read("DATABASE_URL", undefined, parseDatabaseUrl);
  const config: Config = {
    port,
    host: read("HOST", "127.0.0.1", parseHost),
    publicUrl: read("NATTER_PUBLIC_URL", `http://localhost:${port}`, parsePublicUrl),
    dataDir: read("NATTER_DATA_DIR", resolve(repositoryRoot, ".natter"), (path) =>
      resolve(repositoryRoot, path),
    ),
    databaseUrl,
    logLevel: read("NATTER_LOG_LEVEL", "info", parseLogLevel),
    secret: read("NATTER_SECRET", undefined, parseSecret),
    demo: read("NATTER_DEMO", databaseUrl === undefined, parseSwitch),
    adminKey: read("NATTER_ADMIN_KEY", undefined, parseAdminKey),
    allowedOrigins: read("NATTER_ALLOWED_ORIGINS", [], parseOrigins),
    rateLimits: read("NATTER_RATE_LIMITS", true, parseSwitch),
    development: read("NATTER_DEVELOPMENT", false, parseSwitch),
    databaseConnections: read("NATTER_DATABASE_CONNECTIONS", 10, parseConnections),
    eventDays: read("NATTER_EVENT_DAYS", defaultLimits.eventDays, parseDays),
    processes: read("NATTER_PROCESSES", 1, parseProcesses),
    drainSeconds: read("NATTER_DRAIN_SECONDS", 0, parseUpTo(300, "of seconds")),
    proxies: read("NATTER_PROXIES", 0, parseUpTo(10, "of proxies")),
    languageModelUrl: read("NATTER_LANGUAGE_MODEL_URL", undefined, parseModelUrl),
    languageModelKey: read("NATTER_LANGUAGE_MODEL_KEY", undefined, (text) => text),
    languageModel: read("NATTER_LANGUAGE_MODEL", "gpt-4o-mini", (text) => text),
  };
  if (config.development && environment["NODE_ENV"] === "production") {
    problems.push(
      "NATTER_DEVELOPMENT: anybody would get a token for any user. Unset it, or NODE_ENV=production.",
    );
  }
  const connections =
    config.processes > 1 ? (config.processes + 1) * config.databaseConnections : 0;
  if (databaseUrl === undefined && connections > mostBuiltInConnections) {
    problems.push(
      `NATTER_PROCESSES: ${config.processes} processes and their primary would open ${connections} connections to the built-in database, which takes ${mostBuiltInConnections}. Use fewer processes or a smaller NATTER_DATABASE_CONNECTIONS.`,
    );
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(config);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Error(`"${text}" is no port. Use a number from 0 to 65535, such as 8800.`);
}

function parseHost(text: string): string {
  if (/^[A-Za-z0-9.:_-]+$/.test(text)) return text;
  throw new Error(
    `"${text}" is no address. Use 127.0.0.1 for this machine only, or 0.0.0.0 for every network.`,
  );
}

function parsePublicUrl(text: string): string {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && url.pathname === "/" && !url.search && !url.hash) {
    return url.origin;
  }
  throw new Error(
    `"${text}" is no web address. Use one such as https://chat.example.org, no path.`,
  );
}

function parseModelUrl(text: string): string {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && !url.search && !url.hash && !url.username)
    return text;
  throw new Error(
    `"${text}" is no address of an API. Use one such as https://api.openai.com/v1 or http://127.0.0.1:11434/v1.`,
  );
}

/** Never repeats the text: it holds a password. */
function parseDatabaseUrl(text: string): string {
  const url = URL.parse(text);
  if (url && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1) return text;
  throw new Error(
    "this is no PostgreSQL address. Use postgres://user:password@host:5432/database, with special characters in the password percent-encoded; or unset it to use the built-in database.",
  );
}

function parseLogLevel(text: string): LogLevel {
  const level = LOG_LEVELS.find((known) => known === text.toLowerCase());
  if (level) return level;
  throw new Error(`"${text}" is no log level. Use one of ${LOG_LEVELS.join(", ")}.`);
}

function parseSecret(text: string): string {
  if (text.length >= 32) return text;
  throw new Error(
    "this is too short to keep anything secret. Use 32 characters or more, for example from `openssl rand -hex 32`; or unset it, and one is made and kept in the data folder.",
  );
}

function parseOrigins(text: string): readonly string[] {
  if (text === "*") return ["*"];
  return text.split(",").map((origin) => parsePublicUrl(origin.trim()));
}

function parseAdminKey(text: string): string {
  if (/^ak_[A-Za-z0-9_-]{32,}$/.test(text)) return text;
  throw new Error(
    "an admin key is ak_ and 32 or more letters and digits, for example from `echo ak_$(openssl rand -hex 32)`.",
  );
}

function parseConnections(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 2 && count <= 1_000) return count;
  throw new Error(
    `"${text}" is no number of connections. Use 2 to 1000; 10 suits a small machine.`,
  );
}

function parseDays(text: string): number {
  const days = Number(text);
  if (/^\d+$/.test(text) && days >= 1 && days <= 3_650) return days;
  throw new Error(`"${text}" is no number of days. Use 1 to 3650; 30 suits most.`);
}

function parseProcesses(text: string): number {
  const count = Number(text);
  if (/^\d+$/.test(text) && count >= 1 && count <= 64) return count;
  throw new Error(`"${text}" is no number of processes. Use 1 to 64, at most one for each core.`);
}

function parseUpTo(most: number, what: string): (text: string) => number {
  return (text) => {
    const count = Number(text);
    if (/^\d+$/.test(text) && count <= most) return count;
    throw new Error(`"${text}" is no number ${what}. Use 0 to ${most}.`);
  };
}

function parseSwitch(text: string): boolean {
  if (/^(1|on|true|yes)$/i.test(text)) return true;
  if (/^(0|off|false|no)$/i.test(text)) return false;
  throw new Error(`"${text}" is neither on nor off. Use on or off.`);
}
