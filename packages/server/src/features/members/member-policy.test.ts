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
  const forbidden = expect.objectContaining({ code: "channel.forbidden" });
  for (const [rank, caller] of roles.entries()) {
    for (const [otherRank, other] of roles.entries()) {
      for (const decide of [assertMayGive, assertAbove]) {
        if (otherRank > rank) expect(() => decide(caller, other)).not.toThrow();
        else expect(() => decide(caller, other)).toThrow(forbidden);
      }
    }
  }
});
