import { asUser } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { listCommands, runCommand, type RunRoute } from "./run-command.ts";

export type { RunRoute };

/** Commands: what begins with a slash. */
export function commandsFeature(runRoute: RunRoute): Feature {
  return {
    name: "commands",
    handlers: {
      "commands.list": (call, { params }) => listCommands(asUser(call), params.cid),
      "commands.run": (call, { params, body }) =>
        runCommand(asUser(call), runRoute, { ...params, ...body }),
    },
  };
}
