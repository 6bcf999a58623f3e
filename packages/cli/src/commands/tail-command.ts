import { CliError, UsageError } from "../cli-error.ts";
import type { Command } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { followUser } from "../tail/follow-user.ts";
import { formatEvent } from "../tail/format-event.ts";

/** `natter tail`: what a user hears, as it happens. */
export const tailCommand: Command = defineCommand({
  words: ["tail"],
  summary: "print what a user hears, as it happens",
  details:
    "Everything of the user's own feed; with --channel what happens in that channel alone, with who\n" +
    "is typing and online there. Ends with Ctrl+C. With --json, one event in each line.",
  options: {
    user: { value: "USER", help: "whose events (with demo data: ada)" },
    channel: { value: "CHANNEL", help: "only this channel, such as messaging:general" },
    count: { value: "N", help: "end after so many events" },
  },
  key: "server",
  async run({ api, given, connection, terminal }) {
    const userId = given.option("user") ?? (connection.isDemo ? "ada" : undefined);
    if (userId === undefined) throw new UsageError("say whose events: --user USER");
    const cid = given.option("channel");
    const most = given.number("count", {
      usual: Number.MAX_SAFE_INTEGER,
      least: 1,
      most: 1_000_000,
    });
    let count = 0;
    let finish: () => void = () => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const { stop, ended } = await followUser(api, {
      ...{ endpoint: connection.endpoint, userId, cid },
      onState: (sentence) => terminal.err(`${sentence}\n`),
      onEvent(event) {
        if (count >= most || (cid !== undefined && event["cid"] !== cid)) return;
        count += 1;
        terminal.out(
          given.has("json") ? `${JSON.stringify(event)}\n` : `${formatEvent(event, new Date())}\n`,
        );
        if (count === most) finish();
      },
    });
    terminal.err(`Listening as ${userId}${cid === undefined ? "" : ` to ${cid}`}\n`);
    const interrupted = new Promise<void>((resolve) => process.once("SIGINT", () => resolve()));
    try {
      await Promise.race([finished, interrupted, ended]);
    } finally {
      stop();
    }
    if (count < most && given.has("count")) throw new CliError(`only ${count} events came`);
    return { json: undefined, text: "" };
  },
});
