import type { SendInput } from "@natter/client";

/** A poll as its author fills it in. Empty options are none. */
export type PollDraft = {
  readonly question: string;
  readonly options: readonly string[];
  readonly multiple: boolean;
  readonly anonymous: boolean;
  readonly allowOptions: boolean;
  /** As a `datetime-local` field says it, by the author's clock; empty for never. */
  readonly closesAt: string;
};

export const emptyPoll: PollDraft = {
  question: "",
  options: ["", "", ""],
  multiple: false,
  anonymous: false,
  allowOptions: false,
  closesAt: "",
};

/** What is missing or wrong, the first thing first; null when the poll can be sent. */
export function pollProblem(
  { question, options, closesAt }: PollDraft,
  now: Date,
): "question" | "options" | "same" | "time" | null {
  const texts = textsOf(options);
  if (closesAt !== "" && new Date(closesAt).getTime() < now.getTime() + 60_000) return "time";
  if (question.trim() === "") return "question";
  if (texts.length < 2) return "options";
  return new Set(texts).size < texts.length ? "same" : null;
}

/** The poll as it is sent. */
export function toPollInput(draft: PollDraft): NonNullable<SendInput["poll"]> {
  const options = textsOf(draft.options);
  return {
    question: draft.question.trim(),
    options,
    maxVotes: draft.multiple ? options.length : 1,
    anonymous: draft.anonymous,
    allowOptions: draft.allowOptions,
    ...(draft.closesAt === "" ? {} : { closesAt: new Date(draft.closesAt).toISOString() }),
  };
}

function textsOf(options: readonly string[]): string[] {
  return options.map((option) => option.trim()).filter((option) => option !== "");
}
