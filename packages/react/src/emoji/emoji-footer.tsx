import { useState, type ReactElement } from "react";
import { useStrings } from "../strings/use-strings.ts";
import type { Emoji } from "./emoji-data.ts";
import { skinTones, withSkinTone, type SkinTone } from "./skin-tone.ts";

const hand = { character: "✋", hasTones: true };

export type EmojiFooterProps = {
  /** The emoji that the pointer or the focus is on. */
  readonly shown: Emoji | null;
  readonly tone: SkinTone;
  readonly onTone: (tone: SkinTone) => void;
};

/** What the emoji in question is called, and which skin tone is taken. */
export function EmojiFooter({ shown, tone, onTone }: EmojiFooterProps): ReactElement {
  const strings = useStrings();
  const [choosing, setChoosing] = useState(false);
  const shortcode = shown?.shortcodes[0];
  return (
    <div data-part="footer">
      {choosing ? (
        <div data-part="tones" role="radiogroup" aria-label={strings("emoji.tone")}>
          {skinTones.map((one) => (
            <button
              key={one}
              type="button"
              role="radio"
              aria-checked={one === tone}
              aria-label={strings(`emoji.tone${one}`)}
              onClick={() => {
                onTone(one);
                setChoosing(false);
              }}
            >
              {withSkinTone(hand, one)}
            </button>
          ))}
        </div>
      ) : (
        <div data-part="preview" aria-hidden="true">
          {shown && (
            <>
              <span data-part="emoji">{withSkinTone(shown, tone)}</span>
              <span data-part="name">{shown.name}</span>
              {shortcode && <span data-part="shortcode">:{shortcode}:</span>}
            </>
          )}
        </div>
      )}
      <button
        type="button"
        data-part="tone"
        aria-expanded={choosing}
        aria-label={strings("emoji.tone")}
        title={strings("emoji.tone")}
        onClick={() => setChoosing(!choosing)}
      >
        {withSkinTone(hand, tone)}
      </button>
    </div>
  );
}
