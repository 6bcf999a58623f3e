import type { Member, Role } from "@natter/client";
import { describe, expect, it } from "vitest";
import { memberRows } from "./member-rows.ts";

function member(id: string, name: string, role: Role = "member"): Member {
  const user = { id, name, image: null };
  // A user id is branded on the wire only.
  return { user, role, joinedAt: new Date(0) } as Member;
}

const members = [
  member("u1", "Zoë"),
  member("u2", "ada"),
  member("u3", "Bob", "owner"),
  member("u4", "Émile", "guest"),
  member("u5", "Mo", "moderator"),
];

function shown(online: readonly string[], query = ""): readonly string[] {
  const options = { isOnline: (id: string) => online.includes(id), query, locale: "en" };
  return memberRows(members, options).map((row) =>
    row.type === "group" ? `${row.group} ${row.count}` : row.member.user.name,
  );
}

describe("memberRows", () => {
  it("puts who runs the channel first, then who is there, each by name", () => {
    expect(shown(["u1", "u2"])).toEqual([
      "owner 1",
      "Bob",
      "moderator 1",
      "Mo",
      "online 2",
      "ada",
      "Zoë",
      "offline 1",
      "Émile",
    ]);
  });

  it("leaves out groups that have nobody", () => {
    expect(shown([])).not.toContain("online 0");
  });

  it("keeps whose name holds the query, or whose id begins with it", () => {
    expect(shown([], "O")).toEqual(["owner 1", "Bob", "moderator 1", "Mo", "offline 1", "Zoë"]);
    expect(shown([], "u4")).toEqual(["offline 1", "Émile"]);
    expect(shown([], "nobody")).toEqual([]);
  });
});
