import { parseArgs } from "node:util";
import { createApiClient } from "../api-client.ts";
import { UsageError } from "../cli-error.ts";
import type { Command } from "../command.ts";
import { findConnection } from "../connection.ts";
import { importIrc } from "../irc/import-irc.ts";
import { formatReport } from "../irc/import-report.ts";
import { isRepliesFile } from "../irc/reply-links.ts";
import { createProgress } from "../progress.ts";
import type { Terminal } from "../terminal.ts";

const help = `Import IRC logs into a space

  natter import irc FILE... --space NAME [options]

Every nick becomes a user, every line a message with its own time. The channel is named
by the file: rust.0.log.txt goes into #rust. Lines that fit no pattern become system
messages. Reply links in NAME.replies.txt beside NAME.log.txt become quoted replies.
Times are taken as UTC. Run it again at any time: what has arrived is left as it is, and
what an import that broke off has left out arrives.

Options
  --space NAME      the space to import into; created if the owner has none of this name
  --owner USER      the user that owns the space (with demo data: ada)
  --member USER     a user to bring into the space; may be repeated (with demo data: bob)
  --endpoint URL    the server (NATTER_ENDPOINT; http://localhost:8800)
  --key KEY         the app's server key, sk_… (NATTER_KEY; for a server on this machine
                    the key in its data folder)
  --data-dir DIR    where a server on this machine keeps its data (NATTER_DATA_DIR; .natter
                    in the repository)
  --json            print the report as JSON
  --help            print this

Exit code 0 when every line arrived, 1 when something failed or a line was refused, 2 when
the command was written wrongly.
`;

/** `natter import irc`: brings the logs of IRC channels into a space, through the public API. */
export const importIrcCommand: Command = {
  words: ["import", "irc"],
  summary: "import IRC logs into a space",
  help,
  run: runImportIrc,
};

async function runImportIrc(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseOptions(args);
  const paths = positionals.filter((path) => !isRepliesFile(path));
  const space = values.space?.trim() ?? "";
  if (paths.length === 0) throw new UsageError("name the log files to import");
  if (space === "") throw new UsageError("say which space to import into: --space NAME");
  if (space.length > 100) throw new UsageError("a space's name has at most 100 characters");

  const connection = await findConnection(
    { endpoint: values.endpoint, key: values.key, dataDir: values["data-dir"] },
    terminal.config,
  );
  const owner = values.owner ?? (connection.isDemo ? "ada" : undefined);
  if (owner === undefined) throw new UsageError("say which user owns the space: --owner USER");
  const members = values.member ?? (connection.isDemo ? ["bob"] : []);

  const progress = createProgress(terminal, () => performance.now());
  try {
    const api = createApiClient({
      ...connection,
      onRetry: (reason, delay) => {
        progress.note(`${reason}; trying again in ${(delay / 1_000).toFixed(1)} s`);
      },
    });
    const report = await importIrc({
      api,
      paths,
      space,
      owner,
      members,
      progress,
      now: () => performance.now(),
    });
    progress.end();
    terminal.out(
      values.json ? `${JSON.stringify(report, null, 2)}\n` : `${formatReport(report, space)}\n`,
    );
    return report.refused === 0 ? 0 : 1;
  } finally {
    progress.end();
  }
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        space: { type: "string" },
        owner: { type: "string" },
        member: { type: "string", multiple: true },
        endpoint: { type: "string" },
        key: { type: "string" },
        "data-dir": { type: "string" },
        json: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
