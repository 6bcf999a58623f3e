import {
  Capability,
  callerClasses,
  defaultConfigOf,
  roles,
  type CallerClass,
  type ChannelTypeConfig,
  type Role,
} from "@natter/contract";
import { defaultLimits } from "@natter/contract/limits";
import { describe, expect, it, test } from "vitest";
import { everyCell, isAgreed, type Cell } from "./channel-matrix.fixture.ts";
import {
  allows,
  assertCan,
  capabilitiesOf,
  effectiveRole,
  isReader,
  modeFor,
  type Standing,
} from "./channel-policy.ts";

const base: Standing = {
  kind: "group",
  visibility: "private",
  frozen: false,
  role: null,
  spaceRole: null,
  caller: "user",
  config: defaultConfigOf("messaging"),
};

/** Somebody as whom a cell is looked at. */
function standingOf({ type, column, role, states }: Cell): Standing {
  const common: Standing = {
    ...{ ...base, config: defaultConfigOf(type), frozen: states.includes("frozen") },
    states: states.filter((state) => state !== "frozen"),
  };
  const as = role as Role; // of these columns
  if (column === "live") return { ...common, caller: role as CallerClass }; // of this one
  if (column === "visitor") return { ...common, kind: "space", visibility: "space", spaceRole: as };
  if (column === "space") return { ...common, kind: "space", role: as, spaceRole: "guest" };
  return { ...common, kind: column, role: as };
}

test("[PERM-3] every cell of the matrix is what was agreed on", () => {
  const cells = everyCell();
  expect(cells.length).toBeGreaterThan(20_000);
  const wrong = cells.filter(
    (cell) => allows(standingOf(cell), cell.capability) !== isAgreed(cell),
  );
  expect(wrong.slice(0, 20)).toEqual([]);
  expect(cells.filter(isAgreed).length).toBeGreaterThan(2_000);
});

test("[PERM-3] what the tables do not name is refused: a role, a capability, a state", () => {
  const owner: Standing = { ...base, role: "owner" };
  expect(allows(owner, "send")).toBe(true);
  // None of these is in the types: what comes from elsewhere could still hold it.
  expect(allows({ ...owner, role: "king" as Role }, "read")).toBe(false);
  expect(allows({ ...owner, role: "constructor" as Role }, "read")).toBe(false);
  expect(allows(owner, "fly" as Capability)).toBe(false);
  expect(allows({ ...owner, states: ["haunted" as "banned"] }, "read")).toBe(false);
  expect(allows({ ...owner, states: ["toString" as "banned"] }, "read")).toBe(false);
  expect(allows({ ...base, caller: "bot" as CallerClass }, "read")).toBe(false);
});

test("[PERM-3] an app's own grants hold as they are: a role has what is listed for it and no more", () => {
  const config: ChannelTypeConfig = {
    ...base.config,
    grants: {
      ...base.config.grants,
      group: { ...base.config.grants.group, member: ["read"], guest: [] },
      public: { anonymous: ["read"] },
    },
  };
  expect(capabilitiesOf({ ...base, config, role: "member" })).toEqual(["read"]);
  expect(capabilitiesOf({ ...base, config, role: "guest" })).toEqual([]);
  expect(capabilitiesOf({ ...base, config, role: "owner" })).toContain("send");
  expect(callerClasses.map((caller) => isReader({ ...base, config, caller }))).toEqual([
    ...[false, false, true],
  ]);
});

test("[B3] what a type does not have nobody may do, whatever the grants say", () => {
  const off = (feature: string): Standing => ({
    ...base,
    role: "owner",
    config: { ...base.config, features: { ...base.config.features, [feature]: false } },
  });
  const lost = (feature: string) =>
    capabilitiesOf({ ...base, role: "owner" }).filter(
      (capability) => !capabilitiesOf(off(feature)).includes(capability),
    );
  expect(lost("reactions")).toEqual(["react"]);
  expect(lost("threads")).toEqual(["send-reply"]);
  expect(lost("polls")).toEqual(["create-poll", "vote"]);
  expect(lost("quotes")).toEqual(["quote"]);
  expect(lost("typing")).toEqual(["send-typing"]);
  expect(lost("readReceipts")).toEqual(["read-receipts"]);
  expect(lost("uploads")).toEqual(["upload"]);
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
    // [A6] Guests and readers without a name see no channel of any type that an app has not opened to them.
    ...["messaging", "team", "livestream", "commerce"].flatMap((type) =>
      (["guest", "anonymous"] as const).map((caller) => ({
        ...{ ...base, caller, config: defaultConfigOf(type) },
      })),
    ),
  ];
  for (const standing of strangers) {
    const { config: _config, ...shown } = standing;
    expect(isReader(standing), JSON.stringify(shown)).toBe(false);
    expect(capabilitiesOf(standing), JSON.stringify(shown)).toEqual([]);
  }
});

test("[PERM-3] the stronger of two roles counts in a channel of a space", () => {
  for (const visibility of ["space", "private"] as const) {
    for (const role of roles) {
      const common = { ...base, kind: "space", visibility } as const;
      expect(capabilitiesOf({ ...common, role, spaceRole: "guest" })).toEqual(
        capabilitiesOf({ ...common, role: "guest", spaceRole: role }),
      );
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
              const standing = { ...base, kind, visibility, frozen, role, spaceRole };
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
