/** A two-way line of JSON messages between two processes. It keeps their order. */
export type Wire = {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The other side is gone. */
  onClose(listener: () => void): void;
};

/** What a parent has of a child process, and a child of its own: `process`, or a worker of `node:cluster`. */
export type ProcessLike = {
  send?(message: unknown): unknown;
  on(event: "message", listener: (message: unknown) => void): unknown;
  on(event: "disconnect", listener: () => void): unknown;
};

/** A wire over the channel that Node opens to a forked process. Other messages on it are left alone. */
export function processWire(other: ProcessLike): Wire {
  return {
    send: (message) => void other.send?.({ [envelope]: message }),
    onMessage(listener) {
      other.on("message", (message) => {
        if (typeof message === "object" && message !== null && envelope in message) {
          listener(message[envelope]);
        }
      });
    },
    onClose: (listener) => void other.on("disconnect", listener),
  };
}

const envelope = "natter-hub";
