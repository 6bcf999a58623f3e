import * as commands from "../commands.ts";
import { ofChannel } from "./params.ts";
import { route } from "../route.ts";

export const commandsRoutes = {
  "commands.list": route("commands.list", {
    auth: "user",
    summary: "The commands that the caller may use in a channel",
    params: ofChannel,
    answer: commands.CommandList,
    status: 200,
    errors: ["channel.not_found"],
  }),
  "commands.run": route("commands.run", {
    auth: "user",
    summary: "Run a command; what it does, it may do as much as its caller",
    params: ofChannel,
    body: commands.RunCommandInput,
    answer: commands.CommandAnswer,
    status: 200,
    rpc: true,
    errors: [
      "channel.not_found",
      "channel.forbidden",
      "command.unknown",
      "command.invalid",
      "command.not_configured",
    ],
  }),
} as const;
