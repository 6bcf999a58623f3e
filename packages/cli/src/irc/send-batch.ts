import { ChatError } from "@natter/contract";
import type { ApiClient } from "../api-client.ts";
import type { ImportMessage, OutgoingLine } from "./import-message.ts";

/** What became of one line that was sent. */
export type LineOutcome = {
  readonly outgoing: OutgoingLine;
  readonly status: "created" | "existing" | "refused";
  readonly reason: string | null;
};

/** Refusals of a single message, as opposed to those that no other message would escape. */
function isAboutContent(error: unknown): error is ChatError {
  return (
    error instanceof ChatError &&
    (error.code.startsWith("request.") ||
      error.code.startsWith("message.") ||
      error.code === "user.not_found")
  );
}

/**
 * Imports lines of one channel in their order and tells what became of each. A batch that is refused as a whole is
 * halved until the line that is to blame stands alone; that line is `refused` and the others arrive.
 */
export async function sendBatch(
  api: ApiClient,
  lines: readonly OutgoingLine[],
): Promise<LineOutcome[]> {
  if (lines.length === 0) return [];
  const messages: ImportMessage[] = lines.map((line) => line.message);
  try {
    const { items } = await api.call("messages.import", { body: { messages } });
    return lines.map((outgoing, index) => {
      const item = items[index];
      return {
        outgoing,
        status: item?.status ?? "refused",
        reason: item === undefined ? "the server did not say what became of it" : item.reason,
      };
    });
  } catch (error) {
    if (!isAboutContent(error)) throw error;
    if (lines.length === 1 && lines[0] !== undefined) {
      return [{ outgoing: lines[0], status: "refused", reason: error.message }];
    }
    const half = Math.ceil(lines.length / 2);
    const first = await sendBatch(api, lines.slice(0, half));
    return [...first, ...(await sendBatch(api, lines.slice(half)))];
  }
}
