import { describe, expect, it } from "vitest";
import { emptyPoll, pollProblem, toPollInput, type PollDraft } from "./poll-draft.ts";

const now = new Date("2026-05-01T12:00:00Z");
const lunch: PollDraft = { ...emptyPoll, question: " Lunch? ", options: ["Soup", " Rice ", ""] };

describe("a poll that is filled in", () => {
  it("is sent without empty options and white space", () => {
    expect(pollProblem(lunch, now)).toBeNull();
    expect(toPollInput(lunch)).toEqual({
      question: "Lunch?",
      options: ["Soup", "Rice"],
      maxVotes: 1,
      anonymous: false,
      allowOptions: false,
    });
  });

  it("lets people choose as many as there are, if it lets them choose several", () => {
    expect(toPollInput({ ...lunch, multiple: true }).maxVotes).toBe(2);
  });

  it.each([
    [{ question: "  " }, "question"],
    [{ options: ["Soup", "", ""] }, "options"],
    [{ options: ["Soup", "Soup "] }, "same"],
    [{ closesAt: "2020-01-01T10:00" }, "time"],
  ])("with %j lacks: %s", (part, problem) => {
    expect(pollProblem({ ...lunch, ...part }, now)).toBe(problem);
  });
});
