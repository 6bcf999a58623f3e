import { Icon, type IconName, type Theme } from "@natter/react";
import { useId, type ReactElement } from "react";
import { useWords } from "../words/language-provider.tsx";
import { useTheme } from "./theme-provider.tsx";

/** The looks that the app offers of those that the kit has. */
type ThemeName = Exclude<Theme, "shadcn">;

const choices: readonly {
  readonly theme: ThemeName;
  readonly icon: IconName;
}[] = [
  { theme: "light", icon: "sun" },
  { theme: "dark", icon: "moon" },
  { theme: "system", icon: "monitor" },
];

/** Light, dark, or whatever the device says. `compact` shows the icons alone. */
export function ThemeSwitch({ compact = false }: { readonly compact?: boolean }): ReactElement {
  const w = useWords();
  const { theme, setTheme } = useTheme();
  const name = useId();
  return (
    <fieldset className="theme-switch" data-compact={compact ? "" : undefined}>
      <legend data-natter="visually-hidden">{w("theme.title")}</legend>
      {choices.map((choice) => (
        <label key={choice.theme} title={w(`theme.${choice.theme}`)}>
          <input
            type="radio"
            name={name}
            data-natter="visually-hidden"
            checked={theme === choice.theme}
            onChange={() => setTheme(choice.theme)}
          />
          <Icon name={choice.icon} size={16} />
          <span data-natter={compact ? "visually-hidden" : undefined}>
            {w(`theme.${choice.theme}`)}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
