import { Icon, type IconName, type Theme } from "@natter/react";
import { useId, type ReactElement } from "react";
import { useTheme } from "./theme-provider.tsx";

const choices: readonly { theme: Theme; label: string; icon: IconName }[] = [
  { theme: "light", label: "Light", icon: "sun" },
  { theme: "dark", label: "Dark", icon: "moon" },
  { theme: "system", label: "System", icon: "monitor" },
];

/** Light, dark, or whatever the device says. `compact` shows the icons alone. */
export function ThemeSwitch({ compact = false }: { readonly compact?: boolean }): ReactElement {
  const { theme, setTheme } = useTheme();
  const name = useId();
  return (
    <fieldset className="theme-switch" data-compact={compact ? "" : undefined}>
      <legend data-natter="visually-hidden">Theme</legend>
      {choices.map((choice) => (
        <label key={choice.theme} title={choice.label}>
          <input
            type="radio"
            name={name}
            data-natter="visually-hidden"
            checked={theme === choice.theme}
            onChange={() => setTheme(choice.theme)}
          />
          <Icon name={choice.icon} size={16} />
          <span data-natter={compact ? "visually-hidden" : undefined}>{choice.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
