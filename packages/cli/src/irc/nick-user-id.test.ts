import { UserId } from "@natter/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nickUserId } from "./nick-user-id.ts";

describe("nickUserId", () => {
  it("keeps ordinary nicks readable and escapes the rest", () => {
    expect(nickUserId("rodrigo_")).toBe("irc-rodrigo_");
    expect(nickUserId("Aaron|home")).toBe("irc-Aaron.7chome");
    expect(nickUserId("][AcHm2][")).toBe("irc-.5d.5bAcHm2.5d.5b");
    expect(nickUserId("a.7c")).toBe("irc-a.2e7c");
  });

  it("tells long nicks apart that differ at their end only", () => {
    expect(nickUserId(`${"a".repeat(100)}b`)).not.toBe(nickUserId(`${"a".repeat(100)}c`));
    expect(UserId.safeParse(nickUserId("a".repeat(100))).success).toBe(true);
  });

  it("gives every nick a valid id of its own", () => {
    const nick = fc.oneof(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 }),
      fc.string({ unit: fc.constantFrom("a", ".", "x", "7", "c", "|", "A"), minLength: 1 }),
      fc.string({ unit: fc.constantFrom("a", "é"), minLength: 55, maxLength: 70 }),
    );
    fc.assert(
      fc.property(nick, nick, (one, other) => {
        expect(UserId.safeParse(nickUserId(one)).success).toBe(true);
        expect(nickUserId(one) === nickUserId(other)).toBe(one === other);
      }),
      { numRuns: 2_000 },
    );
  });
});
