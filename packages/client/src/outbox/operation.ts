import type { ChatError } from "@natter/contract/chat-error";
import type { Engine } from "../engine.ts";
import type { ChatState } from "../store/state.ts";

/** Something the viewer did that the server has not confirmed. Plain data: it is stored and outlives a reload. */
export type Operation<Input = unknown> = {
  /** A new UUID; for a message its client id. A repeat carries the same. */
  readonly id: string;
  /** Which kind of operation it is; stored, so never renamed. */
  readonly type: string;
  /** The channel it is done in; null for what concerns no channel. */
  readonly cid: string | null;
  /** Operations of one queue leave one after the other, in the order they were made. */
  readonly queue: string;
  readonly input: Input;
  readonly at: Date;
  readonly state: "queued" | "sending" | "failed";
  /** Why it failed, or why the last try did. */
  readonly error: ChatError | null;
};

/**
 * One kind of operation, told in one place. `show`, `confirm` and `undo` are pure, and repeating them changes nothing:
 * an operation is shown again after a reload and after every fetch that may have covered it.
 */
export type OperationKind<Input, Answer> = {
  readonly type: string;
  /** The channel it is done in: what is done in a channel reaches the server in the order it was done. */
  cidOf(input: Input): string | null;
  /** A queue of its own beside the channel's, for what need not wait for its messages: `read`, `draft`. */
  readonly lane?: string;
  /** The state with the operation in it, as if the server had confirmed it. */
  show(state: ChatState, operation: Operation<Input>): ChatState;
  /** One try. What it throws decides: a ChatError with `retry` is tried again, any other is a refusal. */
  send(engine: Engine, operation: Operation<Input>): Promise<Answer>;
  /** The state with the server's answer in the operation's place. */
  confirm(state: ChatState, operation: Operation<Input>, answer: Answer): ChatState;
  /** The state without the operation: it was refused or cancelled. What only the server knows is marked `stale`. */
  undo(state: ChatState, operation: Operation<Input>): ChatState;
  /** What is sent in place of `older`, still queued, and this newer one; null if both are. */
  supersede?(older: Operation, input: Input): Input | null;
  /** The least time between two operations of this type in one queue. */
  readonly everyMs?: number;
  /**
   * Does not wait for its pace, nor until it is stored, when the page goes. Only for what may arrive twice; its `send` asks
   * for a request that outlives the page.
   */
  readonly atLeave?: boolean;
  /** Keeps a refused one in the state as `failed`, for the viewer to try again or cancel; else it is undone. */
  readonly keepsFailed?: boolean;
  /** Shows a new `state` or `error` of the operation where it is shown. */
  reflect?(state: ChatState, operation: Operation<Input>): ChatState;
  /** Reads an input stored by an older version; null drops the operation. Without it, inputs are taken as stored. */
  revive?(stored: unknown): Input | null;
};

/** Checks that a kind is whole and keeps its types. */
export function defineOperation<Input, Answer>(
  kind: OperationKind<Input, Answer>,
): OperationKind<Input, Answer> {
  return kind;
}

/** The queue of an operation. */
export function queueOf({ lane, type }: { lane?: string; type: string }, cid: string | null) {
  if (cid === null) return lane ?? type;
  return lane === undefined ? cid : `${cid} ${lane}`;
}
