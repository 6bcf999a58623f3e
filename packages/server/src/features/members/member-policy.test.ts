import { roles } from "@natter/contract";
import { expect, test } from "vitest";
import { assertAbove, assertMayGive, assertNotDirect } from "./member-policy.ts";

test("[PERM-6] who is in a direct channel is fixed", () => {
  expect(() => assertNotDirect("direct")).toThrow(
    expect.objectContaining({ code: "member.direct_is_fixed" }),
  );
  for (const kind of ["group", "space"] as const) expect(() => assertNotDirect(kind)).not.toThrow();
});

test("[PERM-3] one has a say over roles below one's own, and gives only those", () => {
  for (const decide of [assertMayGive, assertAbove]) {
    const table = roles.map((caller) =>
      roles.filter((other) => passes(() => decide(caller, other))),
    );
    expect(table).toEqual([
      ["admin", "moderator", "member", "guest"],
      ["moderator", "member", "guest"],
      ["member", "guest"],
      ["guest"],
      [],
    ]);
  }
});

function passes(decide: () => void): boolean {
  try {
    decide();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== "channel.forbidden") throw error; // any other is a failure
    return false;
  }
}
