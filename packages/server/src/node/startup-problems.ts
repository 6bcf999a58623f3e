import { EmbeddedPostgresError } from "../adapters/database/embedded-postgres-error.ts";
import { ConfigError } from "../config.ts";
import { UnsuitableDatabaseError } from "./check-database.ts";

/** What the sentences speak of: the settings the start was tried with. */
export interface StartupSettings {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
}

/**
 * Puts what stopped the start into one clear sentence with its cure. Undefined for anything else: that is a bug of ours, to
 * be shown with its stack. Settings may be missing when they were what was wrong.
 */
export function explainStartupProblem(
  error: unknown,
  settings?: StartupSettings,
): string | undefined {
  if (
    error instanceof ConfigError ||
    error instanceof EmbeddedPostgresError ||
    error instanceof UnsuitableDatabaseError
  ) {
    return error.message;
  }
  if (!settings || !(error instanceof Error)) return undefined;
  return (
    explainListening(error, settings) ??
    explainDatabase(error, settings) ??
    explainFiles(error, settings)
  );
}

type Fault = Error & { code?: unknown; syscall?: unknown; path?: unknown };

function explainListening(error: Fault, { port, host }: StartupSettings): string | undefined {
  if (error.syscall !== "listen") return undefined;
  switch (error.code) {
    case "EADDRINUSE":
      return `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`;
    case "EACCES":
      return `This user may not listen on port ${port}. Choose one above 1023: PORT=8800 npm start`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `This machine has no address ${host}. Set HOST to 127.0.0.1, or to 0.0.0.0 for every network.`;
    default:
      return undefined;
  }
}

const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the host's name cannot be looked up",
  ETIMEDOUT: "it does not answer",
  EHOSTUNREACH: "there is no route to it",
  ENETUNREACH: "there is no network",
  ECONNRESET: "it hung up",
};

function explainDatabase(error: Fault, { databaseUrl }: StartupSettings): string | undefined {
  if (databaseUrl === undefined) return undefined;
  const url = new URL(databaseUrl);
  const place = `The database at ${url.hostname || "localhost"}:${url.port || "5432"}`;
  const code = typeof error.code === "string" ? error.code : "";
  const reason =
    UNREACHABLE[code] ?? (/timeout expired/.test(error.message) ? "it does not answer" : undefined);
  if (reason && error.syscall !== "listen") {
    return `${place} cannot be reached: ${reason}. Start it, or correct DATABASE_URL.`;
  }
  switch (code) {
    case "28P01":
    case "28000":
      return `${place} refuses the user "${decodeURIComponent(url.username)}": ${error.message}. Correct the user or the password in DATABASE_URL.`;
    case "3D000":
      return `${place} has no database "${decodeURIComponent(url.pathname.slice(1))}". Create it, or correct DATABASE_URL.`;
    case "42501":
      return `${place} does not let the user "${decodeURIComponent(url.username)}" do what is needed: ${error.message}. DATABASE_URL must name the owner of the database, and that role needs CREATEROLE.`;
    case "53300":
      return `${place} has no connection to spare. Raise its max_connections, or close other programs that use it.`;
    case "57P03":
      return `${place} is starting or stopping. Try again in a moment.`;
    default:
      return undefined;
  }
}

function explainFiles(error: Fault, { dataDir }: StartupSettings): string | undefined {
  if (typeof error.path !== "string" || !error.path.startsWith(dataDir)) return undefined;
  switch (error.code) {
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return `The data folder ${dataDir} is not writable. Make it writable for this user, or point NATTER_DATA_DIR at another one.`;
    case "ENOSPC":
      return `The disk that holds ${dataDir} is full. Make room, or point NATTER_DATA_DIR at another disk.`;
    case "ENOTDIR":
    case "EEXIST":
      return `${dataDir} is no folder. Point NATTER_DATA_DIR at a folder, or at a path where one can be made.`;
    default:
      return undefined;
  }
}
