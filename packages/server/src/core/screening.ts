import type { Surface } from "@natter/contract";
import type { Call } from "./call.ts";

/** What somebody wrote, before anybody else sees it. */
export type Writing = {
  readonly surface: Surface;
  readonly text: string;
  /** The channel it is for; a function where it is still to be looked up, which is called only if there are rules. */
  readonly cid?: string | (() => Promise<string | null>) | undefined;
  /** What a repetition of the same writing has, too, such as a client id: it is then not counted again. */
  readonly key?: string;
};

/** What came of it, for what became of the writing: a message, a channel, a user. */
export type ScreenedSubject = {
  readonly type: "message" | "user" | "channel";
  readonly id: string;
  readonly cid?: string | undefined;
};

/** The writing may be published. */
export type Screened = {
  /** It is to be seen by its author only. */
  readonly shadow: boolean;
  /** Says what the writing became, once it is there: where a rule flagged it, moderators are asked to look. Never throws. */
  concerns(subject: ScreenedSubject): Promise<void>;
};

/**
 * Looks over what somebody wrote. Never inside a transaction: it may ask other machines. It refuses with
 * `moderation.blocked`, or `moderation.unavailable` where rules could not be asked and the app wants that.
 */
export type Screen = (call: Call, writing: Writing) => Screened | Promise<Screened>;
