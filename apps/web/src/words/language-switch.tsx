import type { ReactElement } from "react";
import { languages, useLanguage, useWords } from "./language-provider.tsx";

/** The app's languages, each by its own name. */
export function LanguageSwitch(): ReactElement {
  const w = useWords();
  const { language, setLanguage } = useLanguage();
  return (
    <div data-natter="field">
      <label htmlFor="language">{w("language.title")}</label>
      <select
        id="language"
        value={language}
        onChange={(event) => {
          const chosen = languages.find(({ id }) => id === event.target.value);
          if (chosen) setLanguage(chosen.id);
        }}
      >
        {languages.map(({ id, name, dir }) => (
          <option key={id} value={id} lang={id} dir={dir}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
