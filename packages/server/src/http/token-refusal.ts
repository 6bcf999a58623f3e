import { ChatError } from "@natter/contract/chat-error";

/** By how much the clocks of those who make tokens may differ from ours. */
export const skewSeconds = 60;

/** The refusal of a token that is not good, and never was. */
export function invalidToken(sentence: string): ChatError {
  return new ChatError("auth.invalid_token", sentence);
}

/** Turns what jose throws into our refusal: `auth.token_expired` for what was good once. */
export function refuseJose(error: unknown): never {
  const isExpired = error instanceof Error && "code" in error && error.code === "ERR_JWT_EXPIRED";
  if (!isExpired) throw invalidToken("The token's signature or claims do not hold.");
  throw new ChatError(
    "auth.token_expired",
    "The token has expired. Get a new one from your server.",
  );
}
