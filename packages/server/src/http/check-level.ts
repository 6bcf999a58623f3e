import { contractLevel, levelHeader } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";

/**
 * Refuses a client that was made for a contract older than `oldest`. Whoever says no level, such as a script, is let
 * through; so is a client that is newer than this server.
 */
export function checkLevel(said: string | undefined, oldest: number): void {
  if (said === undefined) return;
  if (!/^[1-9][0-9]{0,5}$/.test(said)) {
    throw new ChatError("request.invalid", `${levelHeader} is a whole number from 1 on.`);
  }
  if (Number(said) >= oldest) return;
  throw new ChatError(
    "client.too_old",
    `This app was made for level ${said} of the API; the server speaks ${oldest} and later. Update the app.`,
    { details: { level: Number(said), oldest, current: contractLevel } },
  );
}
