import fc from "fast-check";
import { expect, it } from "vitest";
import { pieces } from "./highlight-text.tsx";

const shown = (text: string, ranges: { start: number; end: number }[]) =>
  pieces(text, ranges).map(({ piece, isHit }) => (isHit ? `[${piece}]` : piece));

it("marks what is in a range and nothing else", () => {
  expect(shown("the red rose", [{ start: 4, end: 7 }])).toEqual(["the ", "[red]", " rose"]);
});

it("takes ranges in any order", () => {
  const ranges = [
    { start: 8, end: 12 },
    { start: 0, end: 3 },
  ];
  expect(shown("the red rose", ranges)).toEqual(["[the]", " red ", "[rose]"]);
});

it("never loses or doubles a letter, whatever the ranges are", () => {
  const range = fc.record({ start: fc.nat(40), end: fc.nat(40) });
  fc.assert(
    fc.property(fc.string({ maxLength: 30 }), fc.array(range), (text, ranges) => {
      const whole = pieces(text, ranges)
        .map(({ piece }) => piece)
        .join("");
      expect(whole).toBe(text);
    }),
  );
});
