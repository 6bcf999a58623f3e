import fc from "fast-check";
import { expect, test } from "vitest";
import { createSessionCounts } from "./session-counts.ts";

const step = fc.oneof(
  fc.record({
    process: fc.constantFrom("1", "2", "3"),
    user: fc.constantFrom("ada", "bob"),
    count: fc.nat(4),
  }),
  fc.record({ drop: fc.constantFrom("1", "2", "3") }),
);

test("the sums of all processes are what a recount gives, whoever comes, goes or ends", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const counts = createSessionCounts();
      const model = new Map<string, number>();
      const totalOf = (user: string) =>
        [...model].reduce((sum, [key, count]) => (key.endsWith(user) ? sum + count : sum), 0);
      const change = (one: typeof step extends fc.Arbitrary<infer Step> ? Step : never) => {
        if ("drop" in one) {
          const had = ["ada", "bob"].filter((user) => (model.get(`${one.drop} ${user}`) ?? 0) > 0);
          for (const user of had) model.delete(`${one.drop} ${user}`);
          return { answer: counts.drop(one.drop).toSorted(), expected: had };
        }
        const { process, user, count } = one;
        const before = totalOf(user);
        model.set(`${process} ${user}`, count);
        return { answer: counts.set(process, user, count), expected: totalOf(user) - before };
      };
      for (const one of steps) {
        const { answer, expected } = change(one);
        expect(answer).toEqual(expected);
        for (const user of ["ada", "bob"]) expect(counts.of(user)).toBe(totalOf(user));
        expect(new Map(counts.all())).toEqual(
          new Map(["ada", "bob"].flatMap((user) => (totalOf(user) ? [[user, totalOf(user)]] : []))),
        );
      }
    }),
  );
});
