import { commonOptions, type CommandSpec, type OptionSpec } from "./command-spec.ts";

/** What `--help` prints of a command: how it is written, what it does, its options. */
export function commandHelp(spec: CommandSpec): string {
  const { words, summary, details, positionals = [], confirm } = spec;
  const own = Object.keys(spec.options ?? {}).length > 0 ? " [options]" : "";
  const lines = [
    `${summary[0]?.toUpperCase() ?? ""}${summary.slice(1)}`,
    "",
    `  natter ${[...words, ...positionals].join(" ")}${own}`,
    "",
    ...(details === undefined ? [] : [details.trim(), ""]),
    "Options",
    ...optionLines(shownOptions(spec, confirm !== undefined)),
    "",
    "Exit code 0 when it is done, 1 when the server refused or failed, 2 when it was written",
    "wrongly.",
    "",
  ];
  return lines.join("\n");
}

function shownOptions(spec: CommandSpec, isDestructive: boolean): Record<string, OptionSpec> {
  const { yes, key, "data-dir": dataDir, ...common } = commonOptions;
  const help =
    spec.key === "admin"
      ? "the platform's admin key, ak_… (NATTER_ADMIN_KEY)"
      : "the app's server key, sk_… (NATTER_KEY; for a server on this machine the key in its data folder)";
  return {
    ...spec.options,
    ...(isDestructive && yes ? { yes } : {}),
    ...common,
    ...(key ? { key: { ...key, help } } : {}),
    ...(spec.key === "server" && dataDir ? { "data-dir": dataDir } : {}),
    help: { help: "print this" },
  };
}

const width = 90;

function optionLines(options: Readonly<Record<string, OptionSpec>>): string[] {
  const rows = Object.entries(options).map(([name, { value, help, multiple }]) => ({
    left: `--${name}${value === undefined ? "" : ` ${value}`}`,
    right: multiple ? `${help}; may be repeated` : help,
  }));
  const left = Math.max(...rows.map((row) => row.left.length));
  return rows.flatMap((row) =>
    wrap(row.right, width - left - 4).map(
      (line, index) => `  ${(index === 0 ? row.left : "").padEnd(left)}  ${line}`,
    ),
  );
}

function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
