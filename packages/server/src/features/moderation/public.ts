import type { Call } from "../../core/call.ts";
import type { Screened, ScreenedSubject, Writing } from "../../core/screening.ts";

/**
 * Looks over what somebody wrote before it is published: `moderation.blocked` refuses it, `shadow` says that its author alone
 * is to see it. Call it before the transaction, and `concerns` after it with what the writing became. An app without rules
 * costs nothing.
 */
export function moderate(call: Call, writing: Writing): Screened | Promise<Screened> {
  return call.engine.screen(call, writing);
}

/** The same around an act that gives something its name: what it answers with says what the name is for. */
export async function moderated<Result>(
  call: Call,
  writing: Writing,
  { act, subjectOf }: { act: () => Promise<Result>; subjectOf: (made: Result) => ScreenedSubject },
): Promise<Result> {
  const screened = await moderate(call, writing);
  const made = await act();
  await screened.concerns(subjectOf(made));
  return made;
}
