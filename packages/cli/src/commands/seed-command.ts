import { CliError } from "../cli-error.ts";
import type { Command } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { createProgress } from "../progress.ts";
import { seedApp } from "../seed/seed-app.ts";

/** `natter seed`: made-up people, groups and messages, the same for the same seed. */
export const seedCommand: Command = defineCommand({
  words: ["seed"],
  summary: "fill an app with made-up users, channels and messages",
  details:
    "The same numbers and the same --seed make the same data; running it again adds nothing.\n" +
    "Messages are imported: nobody is notified, nothing counts as unread.",
  options: {
    users: { value: "N", help: "how many users; 20 when not said" },
    channels: { value: "N", help: "how many group channels; 5 when not said" },
    messages: { value: "N", help: "how many messages in all; 500 when not said" },
    seed: { value: "N", help: "which data; 1 when not said" },
  },
  key: "server",
  async run({ api, given, terminal }) {
    const started = performance.now();
    const plan = {
      users: given.number("users", { usual: 20, least: 1, most: 1_000_000 }),
      channels: given.number("channels", { usual: 5, least: 0, most: 100_000 }),
      messages: given.number("messages", { usual: 500, least: 0, most: 100_000_000 }),
      seed: given.number("seed", { usual: 1, least: 0, most: 4_294_967_295 }),
    };
    const progress = createProgress(terminal, () => performance.now());
    try {
      const report = await seedApp(api, plan, progress);
      const seconds = ((performance.now() - started) / 1_000).toFixed(1);
      const { users, channels, messages, existing, refused } = report;
      if (refused > 0) throw new CliError(`${refused} of ${messages} messages were refused`);
      const before = existing === 0 ? "" : `; ${existing} messages were there already`;
      const text = `${users} users, ${channels} channels, ${messages} messages in ${seconds} s${before}`;
      return { json: report, text };
    } finally {
      progress.end();
    }
  },
});
