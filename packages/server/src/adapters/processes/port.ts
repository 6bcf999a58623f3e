/**
 * The server processes that share one port. One of them is the primary: it keeps what there must be one of. What crosses
 * from one process to another keeps its order and is copied (dates stay dates); functions do not cross.
 */
export type Processes = {
  /** Whether this process keeps what all share: the primary, or the only one. */
  readonly isPrimary: boolean;
  /** Names this process among several; empty when there is one. */
  readonly name: string;
  /**
   * Makes a function that runs in the primary, whichever process calls it. A `ChatError` comes back as it was thrown.
   * Rejects with `ProcessGone` when the primary has ended.
   */
  inPrimary<Input, Output>(
    name: string,
    run: (input: Input, from: string) => Output | Promise<Output>,
  ): (input: Input) => Output | Promise<Output>;
  /**
   * Makes a function that runs in every process, in this one before it returns. Resolves with all answers once every
   * process has run it; one that ends meanwhile is left out. Never rejects because of another process.
   */
  everywhere<Input, Output>(
    name: string,
    run: (input: Input) => Output | Promise<Output>,
  ): (input: Input) => Promise<Output[]>;
  /** In the primary: says which process has ended. */
  onGone(listener: (name: string) => void): void;
};

/** The other process has ended: what it was asked will not be answered. */
export class ProcessGone extends Error {
  override readonly name = "ProcessGone";
}
