/** What went wrong, as a sentence for a person. */
export function sentenceOf(failure: unknown): string {
  return failure instanceof Error && failure.message !== ""
    ? failure.message
    : "Something went wrong. Try again.";
}
