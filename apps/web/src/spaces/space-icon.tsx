import { identiconPattern } from "@natter/react";
import type { CSSProperties, ReactElement } from "react";
import { initialsOf } from "./initials-of.ts";

/** A space's initials on a colour made from its id. */
export function SpaceIcon({
  id,
  name,
}: {
  readonly id: string;
  readonly name: string;
}): ReactElement {
  return (
    <span
      className="space-icon"
      aria-hidden="true"
      // The hue differs from space to space; the rest belongs to the theme.
      style={{ "--hue": identiconPattern(id).hue } as CSSProperties}
    >
      {initialsOf(name)}
    </span>
  );
}
