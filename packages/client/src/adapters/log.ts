/** Where the client says what went wrong without anybody asking. Never given tokens or message text. */
export type Log = (level: "debug" | "warn", sentence: string, details?: unknown) => void;

/** Says nothing. */
export const silentLog: Log = () => undefined;
