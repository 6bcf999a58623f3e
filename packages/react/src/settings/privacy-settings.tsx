import type { ReactElement } from "react";
import { SwitchField } from "../forms/choice-field.tsx";
import { useAttempt } from "../loading/use-task.ts";
import { useStrings } from "../strings/use-strings.ts";
import { useUserSettings } from "./use-user-settings.ts";

const switches = ["readReceipts", "typing", "invisible"] as const;

/** What the viewer shows of themselves: each switch takes effect at once, on every device. */
export function PrivacySettings(): ReactElement {
  const strings = useStrings();
  const attempt = useAttempt();
  const { privacy, isLoaded, change } = useUserSettings();
  return (
    <section data-natter="privacy-settings" aria-busy={!isLoaded}>
      {switches.map((name) => (
        <SwitchField
          key={name}
          label={strings(`privacy.${name}`)}
          hint={strings(`privacy.${name}Text`)}
          checked={privacy[name]}
          disabled={!isLoaded}
          onChange={(checked) => void attempt(() => change({ [name]: checked }))}
        />
      ))}
    </section>
  );
}
