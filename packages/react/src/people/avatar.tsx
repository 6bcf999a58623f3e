import { useMemo, useState, type CSSProperties, type ReactElement } from "react";
import { slot } from "../components/slot.tsx";
import { useSettled } from "../primitives/use-settled.ts";
import { useStrings } from "../strings/use-strings.ts";
import { identiconPattern } from "./identicon-pattern.ts";

export type AvatarProps = {
  readonly id: string;
  readonly image?: string | null;
  /** A CSS length; the theme's avatar size when not given. */
  readonly size?: string;
  /** Shows a presence dot when given. */
  readonly online?: boolean | undefined;
};

/** A person's picture, or one drawn from their id. It is decoration: the name stands beside it. */
export const Avatar = slot("Avatar", DefaultAvatar);

function DefaultAvatar({ id, image, size, online }: AvatarProps): ReactElement {
  const [broken, setBroken] = useState<string | null>(null);
  const showImage = image && broken !== image;
  return (
    <span data-natter="avatar" style={size ? { inlineSize: size, blockSize: size } : undefined}>
      {showImage ? (
        <img src={image} alt="" loading="lazy" onError={() => setBroken(image)} />
      ) : (
        <Identicon id={id} />
      )}
      {online !== undefined && <PresenceDot online={online} />}
    </span>
  );
}

function Identicon({ id }: { readonly id: string }): ReactElement {
  const { hue, cells } = useMemo(() => identiconPattern(id), [id]);
  return (
    <svg
      viewBox="0 0 7 7"
      aria-hidden="true"
      shapeRendering="crispEdges"
      // The hue differs from person to person; lightness and chroma belong to the theme.
      style={{ "--identicon-hue": hue } as CSSProperties}
    >
      <rect width="7" height="7" data-part="ground" />
      {cells.flatMap((row, y) =>
        row.map((filled, x) =>
          filled ? (
            <rect key={`${x}${y}`} x={x + 1} y={y + 1} width="1" height="1" data-part="cell" />
          ) : null,
        ),
      )}
    </svg>
  );
}

export type PresenceDotProps = { readonly online: boolean };

/** Whether somebody is there, as a dot that also has a name. */
export const PresenceDot = slot("PresenceDot", DefaultPresenceDot);

function DefaultPresenceDot({ online }: PresenceDotProps): ReactElement {
  // Who comes back at once was not away.
  const shown = useSettled(online, 2_000);
  const strings = useStrings();
  return (
    <span
      data-natter="presence-dot"
      data-online={shown ? "" : undefined}
      role="img"
      aria-label={strings(shown ? "presence.online" : "presence.offline")}
    />
  );
}
