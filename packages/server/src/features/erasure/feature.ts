import type { UserDeletion } from "@natter/contract";
import { inApp } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import type { PrimaryWork } from "../../core/primary-work.ts";
import type { UserMemory } from "../users/public.ts";
import { deleteUsers, getDeletion } from "./delete-users.ts";

/** The deletion of users: at once for whoever looks, room by room for what they leave. */
export function erasureFeature(parts: { memory: UserMemory; eraser: PrimaryWork }): Feature {
  return {
    name: "erasure",
    handlers: {
      "users.delete": async (call, { params, query }) => {
        const wanted = { userIds: [params.userId], messages: query.messages };
        return { deletion: one(await deleteUsers(inApp(call), parts, wanted)) };
      },
      "users.deleteMany": async (call, { body }) => ({
        deletions: await deleteUsers(inApp(call), parts, body),
      }),
      "users.deletion": async (call, { params }) => ({
        deletion: await getDeletion(inApp(call), params.userId),
      }),
    },
  };
}

function one(deletions: readonly UserDeletion[]): UserDeletion {
  const [deletion] = deletions;
  if (!deletion) throw new Error("Deleting a user returned nothing.");
  return deletion;
}
