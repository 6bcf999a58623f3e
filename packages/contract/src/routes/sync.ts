import { route } from "../route.ts";
import { SyncAnswer, SyncInput } from "../sync.ts";

export const syncRoutes = {
  "sync.run": route("sync.run", {
    cost: 5,
    auth: "user",
    summary: "Everything that happened since a cursor, in all channels of the user",
    body: SyncInput,
    answer: SyncAnswer,
    status: 200,
    errors: ["sync.resync"],
  }),
} as const;
