import type { ReactElement } from "react";
import { ChoiceField } from "../forms/choice-field.tsx";
import { useAttempt } from "../loading/use-task.ts";
import { useWhen } from "../previews/use-when.ts";
import { Button } from "../primitives/button.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useNotificationSettings } from "./use-notification-settings.ts";

const hour = 3_600;
const spans = { hour, eight: 8 * hour, day: 24 * hour, week: 168 * hour } as const;
const levels = ["all", "mentions", "none"] as const;

/** What a channel notifies the viewer of, and muting it for a time. Takes effect at once, on every device. */
export function NotificationSettings({ cid }: { readonly cid: string }): ReactElement | null {
  const strings = useStrings();
  const attempt = useAttempt();
  const when = useWhen();
  const settings = useNotificationSettings(cid);
  const { level, isMuted, mutedUntil } = settings;
  if (level === null) return null;
  // The keys of `spans` are the spans of its own type.
  const names = Object.keys(spans) as (keyof typeof spans)[];
  return (
    <section data-natter="notification-settings">
      <ChoiceField
        label={strings("notify.label")}
        value={level}
        onChange={(chosen) => void attempt(() => settings.setLevel(chosen))}
        choices={levels.map((value) => ({
          value,
          label: strings(`notify.${value}`),
          hint: strings(`notify.${value}Text`),
        }))}
      />
      <div role="group" aria-label={strings("notify.mute")} data-part="mute">
        <h3>{strings("notify.mute")}</h3>
        {isMuted ? (
          <>
            <p>
              {mutedUntil
                ? strings("notify.mutedUntil", { time: when.day(mutedUntil) })
                : strings("notify.muted")}
            </p>
            <Button size="small" icon="bell" onClick={() => void attempt(settings.unmute)}>
              {strings("notify.unmute")}
            </Button>
          </>
        ) : (
          <div data-part="buttons">
            {names.map((span) => (
              <Button
                key={span}
                size="small"
                onClick={() => void attempt(() => settings.mute(spans[span]))}
              >
                {strings(`notify.for.${span}`)}
              </Button>
            ))}
            <Button size="small" onClick={() => void attempt(() => settings.mute())}>
              {strings("notify.for.ever")}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}
