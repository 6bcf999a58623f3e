import { Capability, type Role } from "@natter/contract";
import { defaultLimits } from "@natter/contract/limits";
import { describe, expect, it, test } from "vitest";
import type { Standing } from "./channel-permissions.ts";
import { assertCan, capabilitiesOf, effectiveRole, isReader, modeFor } from "./channel-policy.ts";

const base: Standing = {
  kind: "group",
  visibility: "private",
  frozen: false,
  role: null,
  spaceRole: null,
};
const letters: Record<Role, string> = {
  owner: "O",
  admin: "A",
  moderator: "M",
  member: "m",
  guest: "g",
};
const roles = Object.keys(letters) as Role[]; // its own keys

/** The roles that may, as letters: what the table below says. */
function whoMay(standing: (role: Role) => Standing): Record<string, string> {
  const may = new Map(roles.map((role) => [role, capabilitiesOf(standing(role))]));
  return Object.fromEntries(
    Capability.options.map((capability) => [
      capability,
      roles
        .filter((role) => may.get(role)?.includes(capability))
        .map((role) => letters[role])
        .join(""),
    ]),
  );
}

test("[PERM-3] members of a direct channel may write and read, and nothing else", () => {
  expect(whoMay((role) => ({ ...base, kind: "direct", role }))).toEqual({
    read: "OAMmg",
    join: "",
    leave: "",
    send: "OAMmg",
    react: "OAMmg",
    "edit-own": "OAMmg",
    "delete-own": "OAMmg",
    "delete-any": "",
    "update-channel": "",
    "delete-channel": "",
    "manage-members": "",
  });
});

test("[PERM-3] members of a group may what their role says", () => {
  expect(whoMay((role) => ({ ...base, role }))).toEqual({
    read: "OAMmg",
    join: "",
    leave: "OAMmg",
    send: "OAMmg",
    react: "OAMmg",
    "edit-own": "OAMmg",
    "delete-own": "OAMmg",
    "delete-any": "OAM",
    "update-channel": "OA",
    "delete-channel": "O",
    "manage-members": "OAM",
  });
});

const inSpace = {
  read: "OAMmg",
  join: "",
  leave: "OAMmg",
  send: "OAMmg",
  react: "OAMmg",
  "edit-own": "OAMmg",
  "delete-own": "OAMmg",
  "delete-any": "OAM",
  "update-channel": "OA",
  "delete-channel": "OA",
  "manage-members": "OAM",
};

test("[PERM-3] members of a space's channel may what the stronger of their two roles says", () => {
  for (const visibility of ["space", "private"] as const) {
    const common = { ...base, kind: "space", visibility } as const;
    expect(whoMay((role) => ({ ...common, role, spaceRole: "guest" }))).toEqual(inSpace);
    expect(whoMay((spaceRole) => ({ ...common, role: "guest", spaceRole }))).toEqual(inSpace);
  }
});

test("[PERM-5] who has not joined a channel of the space may read, join and write by their role in the space", () => {
  const visitor = { ...base, kind: "space", visibility: "space" } as const;
  expect(whoMay((spaceRole) => ({ ...visitor, spaceRole }))).toEqual({
    read: "OAMmg",
    join: "OAMm",
    leave: "",
    send: "OAMm",
    react: "OAMm",
    "edit-own": "",
    "delete-own": "",
    "delete-any": "OAM",
    "update-channel": "OA",
    "delete-channel": "OA",
    "manage-members": "OAM",
  });
});

test("[PERM-1] nobody may anything who is no reader", () => {
  const strangers: Standing[] = [
    { ...base, kind: "direct" },
    { ...base, kind: "group" },
    { ...base, kind: "space", visibility: "space" },
    { ...base, kind: "space", visibility: "private" },
    // A private channel is for its members, however high one stands in the space.
    ...roles.map(
      (spaceRole) => ({ ...base, kind: "space", visibility: "private", spaceRole }) as const,
    ),
    // Who is out of the space is out of its channels, whatever row may be left.
    ...roles.map((role) => ({ ...base, kind: "space", visibility: "space", role }) as const),
    ...roles.map((role) => ({ ...base, kind: "space", visibility: "private", role }) as const),
    // A role in some space says nothing about a group.
    ...roles.map((spaceRole) => ({ ...base, kind: "group", spaceRole }) as const),
  ];
  for (const standing of strangers) {
    expect(isReader(standing), JSON.stringify(standing)).toBe(false);
    expect(capabilitiesOf(standing), JSON.stringify(standing)).toEqual([]);
  }
});

test("[PERM-7] in a frozen channel only those who may change it send, react and edit; the rest stays", () => {
  for (const kind of ["direct", "group", "space"] as const) {
    for (const role of roles) {
      const open: Standing = { ...base, kind, role, spaceRole: kind === "space" ? role : null };
      const frozen = capabilitiesOf({ ...open, frozen: true });
      const lost = capabilitiesOf(open).filter((capability) => !frozen.includes(capability));
      const isFree = kind !== "direct" && (role === "owner" || role === "admin");
      expect([kind, role, lost]).toEqual([kind, role, isFree ? [] : ["send", "react", "edit-own"]]);
    }
  }
});

describe("a refusal", () => {
  const refusal = (standing: Standing, capability: Capability) => {
    try {
      assertCan(standing, capability);
      return "passes";
    } catch (error) {
      return (error as { code: string }).code; // assertCan throws ChatErrors alone
    }
  };

  it("agrees with the capabilities in every case", () => {
    for (const kind of ["direct", "group", "space"] as const) {
      for (const visibility of ["space", "private"] as const) {
        for (const frozen of [true, false]) {
          for (const role of [...roles, null]) {
            for (const spaceRole of [...roles, null]) {
              const standing = { kind, visibility, frozen, role, spaceRole };
              for (const capability of Capability.options) {
                const can = capabilitiesOf(standing).includes(capability);
                expect(refusal(standing, capability) === "passes").toBe(can);
              }
            }
          }
        }
      }
    }
  });

  it("says frozen only where unfreezing would help", () => {
    const frozen = { ...base, frozen: true };
    expect(refusal({ ...frozen, role: "member" }, "send")).toBe("channel.frozen");
    expect(refusal({ ...frozen, role: "member" }, "delete-channel")).toBe("channel.forbidden");
    expect(refusal(frozen, "send")).toBe("channel.forbidden");
  });
});

test("the role that counts is the stronger one in a space, and one's own anywhere else", () => {
  expect(effectiveRole({ ...base, kind: "space", role: "member", spaceRole: "admin" })).toBe(
    "admin",
  );
  expect(effectiveRole({ ...base, kind: "space", role: "owner", spaceRole: "guest" })).toBe(
    "owner",
  );
  expect(effectiveRole({ ...base, kind: "space", spaceRole: "moderator" })).toBe("moderator");
  expect(effectiveRole({ ...base, kind: "group", role: "member", spaceRole: "owner" })).toBe(
    "member",
  );
  expect(effectiveRole(base)).toBe("guest");
});

test("a channel turns to room mode above 500 members and back below 450", () => {
  const mode = (was: "feed" | "room", count: number) => modeFor(was, count, defaultLimits);
  expect([mode("feed", 500), mode("feed", 501)]).toEqual(["feed", "room"]);
  expect([mode("room", 450), mode("room", 449)]).toEqual(["room", "feed"]);
});
