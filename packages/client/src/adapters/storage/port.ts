/** What is stored: facts of the client as a whole, one record per channel, one per operation. */
export type RecordKind = "facts" | "channels" | "operations";

export const recordKinds: readonly RecordKind[] = ["facts", "channels", "operations"];

export type RecordChange = {
  readonly kind: RecordKind;
  readonly key: string;
  /** Plain data (dates are fine); undefined takes the record away. */
  readonly value: unknown;
};

/**
 * Where one user's data is kept on one device. A batch is written whole or not at all, and batches in the order they were
 * given. What was written survives a reload. It may be full or broken: then it throws, and the client goes on without.
 */
export type ClientStorage = {
  readAll(kind: RecordKind): Promise<readonly unknown[]>;
  write(batch: readonly RecordChange[]): Promise<void>;
  /** Takes everything away. */
  clear(): Promise<void>;
  close(): void;
};

/** Opens the storage of one user, by a name that no other user or app has. */
export type OpenStorage = (name: string) => Promise<ClientStorage>;
