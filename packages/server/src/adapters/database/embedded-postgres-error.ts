/** What kept the embedded PostgreSQL from serving; `message` is one sentence with the cure. */
export type EmbeddedPostgresProblem =
  | "already-running"
  | "no-binary"
  | "not-created"
  | "not-started"
  | "not-writable";

/** A refusal of the embedded PostgreSQL that an operator may see as it is. */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresProblem;

  constructor(code: EmbeddedPostgresProblem, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = "EmbeddedPostgresError";
    this.code = code;
  }
}
