export { readCliConfig, type CliConfig } from "./config.ts";
export { runCli } from "./run-cli.ts";
export type { Terminal } from "./terminal.ts";
