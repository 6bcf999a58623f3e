import { UsageError } from "../cli-error.ts";
import type { Command } from "../command.ts";
import type { Given } from "../command-spec.ts";
import { defineCommand } from "../define-command.ts";
import { formatFields, formatTime } from "../format-table.ts";

const key = "server";

/** `natter tokens …`: user tokens, made and refused. */
export const tokensCommands: readonly Command[] = [
  defineCommand({
    words: ["tokens", "create"],
    summary: "make a token for a user",
    details:
      "With --raw the token stands alone, for a script: TOKEN=$(natter tokens create ada --raw)",
    positionals: ["USER"],
    options: {
      expires: { value: "SECONDS", help: "60 to 2592000; a day when not said" },
      raw: { help: "print the token and nothing else" },
    },
    key,
    async run({ api, given }) {
      const range = { usual: 86_400, least: 60, most: 2_592_000 };
      const expiresInSeconds = given.number("expires", range);
      const input = { params: { userId: given.word("USER") }, body: { expiresInSeconds } };
      const made = await api.call("users.createToken", input);
      const text = formatFields([
        ["Token", made.token],
        ["Id", made.tokenId],
        ["Ends", formatTime(made.expiresAt)],
      ]);
      return { json: made, text: given.has("raw") ? made.token : text };
    },
  }),
  defineCommand({
    words: ["tokens", "revoke"],
    summary: "refuse tokens from now on, with their connections",
    details:
      "Of one user (--user), of all users (--everyone), or the one with an id (--token-id). The first\n" +
      "two refuse what was issued before a time, and end the log-in sessions from before.",
    options: {
      user: { value: "USER", help: "all tokens of this user" },
      everyone: { help: "all tokens of the app" },
      "token-id": { value: "ID", help: "the token with this id (jti)" },
      before: { value: "TIME", help: "only those issued before; now when not said" },
    },
    key,
    confirm(given) {
      const { user, tokenId } = chosenOf(given);
      if (user !== undefined) return `Tokens of ${user} end at once. Revoke?`;
      if (tokenId !== undefined) return `The token ${tokenId} ends at once. Revoke?`;
      return "Everybody of the app must get a new token. Revoke all?";
    },
    async run({ api, given }) {
      const { user, tokenId } = chosenOf(given);
      const before = given.option("before");
      if (user !== undefined) {
        const body = before === undefined ? {} : { before };
        const revoked = await api.call("users.revokeTokens", { params: { userId: user }, body });
        const text = `Tokens of ${user} from before ${formatTime(revoked.revokedBefore)} are refused.`;
        return { json: revoked, text };
      }
      if (tokenId !== undefined) {
        await api.call("tokens.revoke", { body: { tokenId } });
        return { json: { tokenId }, text: `The token ${tokenId} is refused.` };
      }
      const at = before ?? new Date().toISOString();
      await api.call("tokens.revoke", { body: { before: at } });
      return {
        json: { before: at },
        text: `All tokens from before ${formatTime(at)} are refused.`,
      };
    },
  }),
];

/** Whose tokens are meant: a user's, one by its id, or with neither everybody's. */
function chosenOf(given: Given): { user: string | undefined; tokenId: string | undefined } {
  const [user, tokenId] = [given.option("user"), given.option("token-id")];
  const chosen = [user !== undefined, tokenId !== undefined, given.has("everyone")];
  if (chosen.filter(Boolean).length !== 1)
    throw new UsageError("say which: --user USER, --token-id ID or --everyone");
  return { user, tokenId };
}
