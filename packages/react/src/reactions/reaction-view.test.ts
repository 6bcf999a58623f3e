import { expect, it } from "vitest";
import { reactionView } from "./use-reactions.ts";

it("tells how often the viewer reacted", () => {
  const claps = { type: "👏", count: 5, userIds: ["ada", "bob"], times: [2, 3] };
  expect(reactionView(claps, "bob")).toMatchObject({ count: 5, own: 3 });
  expect(reactionView(claps, "cy").own).toBe(0);
  expect(reactionView({ type: "👍", count: 1, userIds: ["ada"] }, "ada").own).toBe(1);
});
