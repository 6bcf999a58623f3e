import { roles, type Role } from "@natter/contract";
import { expect, test } from "vitest";
import {
  assertMay,
  assertMayChangeRole,
  assertMayRemove,
  type SpaceAction,
} from "./space-policy.ts";

function codeOf(decide: () => void): string {
  try {
    decide();
    return "passes";
  } catch (error) {
    return (error as { code: string }).code; // policies throw ChatErrors alone
  }
}

const passes = (decide: () => void) => codeOf(decide) === "passes";

test("[PERM-3] what each role may do in a space", () => {
  const actions: SpaceAction[] = [
    "rename",
    "delete",
    "invite",
    "create-channel",
    "remove-members",
    "change-roles",
  ];
  const table = actions.map((action) => [
    action,
    ...roles.map((role) => (passes(() => assertMay(role, action)) ? "yes" : "-")),
  ]);
  expect(table).toEqual([
    // owner, admin, moderator, member, guest
    ["rename", "yes", "yes", "-", "-", "-"],
    ["delete", "yes", "-", "-", "-", "-"],
    ["invite", "yes", "yes", "yes", "yes", "-"],
    ["create-channel", "yes", "yes", "yes", "yes", "-"],
    ["remove-members", "yes", "yes", "yes", "-", "-"],
    ["change-roles", "yes", "yes", "-", "-", "-"],
  ]);
  expect(codeOf(() => assertMay("guest", "invite"))).toBe("space.forbidden");
});

test("[PERM-3] one removes only those who stand below oneself", () => {
  const table = roles.map((caller) =>
    roles.map((other) =>
      passes(() => assertMayRemove({ userId: "a", role: caller }, { userId: "b", role: other }))
        ? other
        : "-",
    ),
  );
  expect(table).toEqual([
    ["-", "admin", "moderator", "member", "guest"],
    ["-", "-", "moderator", "member", "guest"],
    ["-", "-", "-", "member", "guest"],
    ["-", "-", "-", "-", "-"],
    ["-", "-", "-", "-", "-"],
  ]);
});

test("[PERM-3] everybody may leave but the owner", () => {
  const leave = (role: Role) =>
    codeOf(() => assertMayRemove({ userId: "a", role }, { userId: "a", role }));
  expect(roles.map(leave)).toEqual([
    "space.owner_cannot_leave",
    "passes",
    "passes",
    "passes",
    "passes",
  ]);
});

test("[PERM-3] one gives and takes only roles below one's own", () => {
  for (const caller of roles) {
    for (const from of roles) {
      for (const to of roles) {
        const rank = (role: Role) => roles.indexOf(role);
        const expected =
          rank(caller) <= rank("admin") && rank(from) > rank(caller) && rank(to) > rank(caller);
        const change = `${caller}: ${from} to ${to}`;
        expect([change, passes(() => assertMayChangeRole(caller, from, to))]).toEqual([
          change,
          expected,
        ]);
      }
    }
  }
});
