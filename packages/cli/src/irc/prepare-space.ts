import { ChatError, type Space } from "@natter/contract";
import type { ApiClient } from "../api-client.ts";
import { CliError } from "../cli-error.ts";
import { readAll } from "../read-pages.ts";

/** Fails with one sentence when any of the users does not exist. */
export async function assertUsersExist(api: ApiClient, userIds: readonly string[]): Promise<void> {
  for (const userId of userIds) {
    try {
      await api.call("users.get", { params: { userId } });
    } catch (error) {
      if (!(error instanceof ChatError) || error.code !== "user.not_found") throw error;
      throw new CliError(`there is no user "${userId}" in this app: create it first`, {
        cause: error,
      });
    }
  }
}

/** Finds the space with this name among the owner's, or creates it, and brings in the members that are missing. */
export async function prepareSpace(
  api: ApiClient,
  options: {
    readonly name: string;
    readonly owner: string;
    readonly members: readonly string[];
  },
): Promise<Space> {
  const space =
    (await findSpace(api, options.name, options.owner)) ??
    (await createSpace(api, options.name, options.owner));
  const present = await listMemberIds(api, space.id, options.owner);
  const missing = options.members.filter((userId) => !present.has(userId));
  if (missing.length > 0) {
    const { invite } = await api.call(
      "spaces.createInvite",
      {
        params: { spaceId: space.id },
        body: { expiresInSeconds: 3_600, maxUses: missing.length },
      },
      { actAs: options.owner },
    );
    for (const actAs of missing) {
      await api.call("invites.accept", { params: { code: invite.code } }, { actAs });
    }
  }
  return space;
}

async function findSpace(api: ApiClient, name: string, actAs: string): Promise<Space | null> {
  const spaces = await readAll((query) => api.call("spaces.list", { query }, { actAs }));
  const found = spaces.filter((space) => space.name === name);
  return found.find((space) => space.role === "owner") ?? found[0] ?? null;
}

/** A create whose answer was lost may have happened: look before trying again. */
async function createSpace(api: ApiClient, name: string, actAs: string): Promise<Space> {
  for (let left = 3; ; left -= 1) {
    try {
      return (await api.call("spaces.create", { body: { name } }, { actAs, attempts: 1 })).space;
    } catch (error) {
      if (error instanceof ChatError || left === 0) throw error;
      const made = await findSpace(api, name, actAs);
      if (made !== null) return made;
    }
  }
}

async function listMemberIds(
  api: ApiClient,
  spaceId: string,
  actAs: string,
): Promise<ReadonlySet<string>> {
  const members = await readAll((query) =>
    api.call("spaces.listMembers", { params: { spaceId }, query }, { actAs }),
  );
  return new Set(members.map(({ user }) => user.id));
}
