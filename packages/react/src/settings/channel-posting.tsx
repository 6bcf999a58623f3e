import type { ReactElement } from "react";
import { useChannelState } from "../channels/use-channel-state.ts";
import { ChoiceField } from "../forms/choice-field.tsx";
import { Field } from "../forms/field.tsx";
import { useAttempt } from "../loading/use-task.ts";
import { useStrings } from "../strings/use-strings.ts";
import { useChannelActions } from "./use-channel-actions.ts";

const slowModes = [0, 5, 10, 30, 60, 300, 900, 3_600, 21_600];
const day = 86_400;
const retentions = [null, day, 7 * day, 30 * day, 90 * day, 365 * day];

/** Who may write in a channel, how often, and how long what is written stays. Takes effect at once. */
export function ChannelPosting({ cid }: { readonly cid: string }): ReactElement | null {
  const strings = useStrings();
  const attempt = useAttempt();
  const { channel, can } = useChannelState(cid);
  const { update } = useChannelActions(cid);
  const secondsText = useSecondsText();
  if (!channel) return null;
  const change = (input: Parameters<typeof update>[0]) => void attempt(() => update(input));
  const { slowModeSeconds, messageSeconds, frozen } = channel;
  return (
    <div data-natter="form">
      {can("freeze") && (
        <ChoiceField
          label={strings("settings.whoPosts")}
          value={frozen ? "runners" : "everybody"}
          onChange={(who) => change({ frozen: who === "runners" })}
          choices={[
            { value: "everybody", label: strings("settings.posts.everybody") },
            {
              value: "runners",
              label: strings("settings.posts.runners"),
              hint: strings("settings.posts.runnersText"),
            },
          ]}
        />
      )}
      {can("slow-mode") && (
        <Field label={strings("settings.slowMode")} hint={strings("settings.slowModeHint")}>
          <select
            value={slowModeSeconds}
            onChange={(event) => change({ slowModeSeconds: Number(event.target.value) })}
          >
            {withValue(slowModes, slowModeSeconds).map((seconds) => (
              <option key={seconds} value={seconds}>
                {seconds === 0 ? strings("settings.slowModeOff") : secondsText(seconds)}
              </option>
            ))}
          </select>
        </Field>
      )}
      {can("update-channel") && (
        <Field label={strings("settings.retention")} hint={strings("settings.retentionHint")}>
          <select
            value={messageSeconds ?? ""}
            onChange={(event) =>
              change({
                messageSeconds: event.target.value === "" ? null : Number(event.target.value),
              })
            }
          >
            {withValue(retentions, messageSeconds).map((seconds) => (
              <option key={seconds} value={seconds ?? ""}>
                {seconds === null ? strings("settings.keepForever") : secondsText(seconds)}
              </option>
            ))}
          </select>
        </Field>
      )}
    </div>
  );
}

/** The usual values, and the present one where it is another. */
function withValue<Value>(usual: readonly Value[], present: Value): readonly Value[] {
  return usual.includes(present) ? usual : [...usual, present];
}

function useSecondsText(): (seconds: number) => string {
  const strings = useStrings();
  return (seconds) => {
    if (seconds % day === 0) return strings("duration.days", { count: seconds / day });
    if (seconds % 3_600 === 0) return strings("duration.hours", { count: seconds / 3_600 });
    if (seconds % 60 === 0) return strings("duration.minutes", { count: seconds / 60 });
    return strings("duration.seconds", { count: seconds });
  };
}
