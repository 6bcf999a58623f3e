import type { Language } from "@natter/react";
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useState,
  type ReactElement,
  type ReactNode,
} from "react";
import { english, type WordKey, type Words } from "./english.ts";

/** The languages of the app; the device's own where it is one of them, until another is chosen. */
export const languages = [
  { id: "en", name: "English", dir: "ltr" },
  { id: "ar", name: "العربية", dir: "rtl" },
] as const;

export type LanguageId = (typeof languages)[number]["id"];

type Wording = { readonly words: Words; readonly kit: Language | null };

type LanguageChoice = {
  readonly language: LanguageId;
  readonly setLanguage: (language: LanguageId) => void;
  readonly wording: Wording;
};

const plain: Wording = { words: english, kit: null };

const LanguageContext = createContext<LanguageChoice>({
  language: "en",
  setLanguage: () => {},
  wording: plain,
});

const storageKey = "natter.language";

export function useLanguage(): LanguageChoice {
  return useContext(LanguageContext);
}

/** A function from a key and its values to what the app says in the chosen language. */
export function useWords(): (key: WordKey, values?: Readonly<Record<string, string>>) => string {
  const { words } = useContext(LanguageContext).wording;
  return useCallback(
    (key, values = {}) =>
      words[key].replaceAll(/\{(\w+)\}/gu, (place, name: string) => values[name] ?? place),
    [words],
  );
}

/** Holds the chosen language, remembers it on this device, and fetches the words of any but English. */
export function LanguageProvider({
  children,
}: {
  readonly children: ReactNode;
}): ReactElement | null {
  const [language, setLanguage] = useState(readLanguage);
  const [wording, setWording] = useState<Wording | null>(language === "en" ? plain : null);
  useEffect(() => {
    let isWanted = true;
    void fetchWording(language).then((fetched) => {
      if (!isWanted) return;
      setWording(fetched);
      const { documentElement } = document;
      documentElement.lang = language;
      documentElement.dir = languages.find(({ id }) => id === language)?.dir ?? "ltr";
    });
    return () => {
      isWanted = false;
    };
  }, [language]);
  useEffect(() => {
    const onStorage = (event: StorageEvent) => {
      if (event.key === storageKey) setLanguage(readLanguage());
    };
    window.addEventListener("storage", onStorage);
    return () => window.removeEventListener("storage", onStorage);
  }, []);
  const choose = useCallback((next: LanguageId) => {
    localStorage.setItem(storageKey, next);
    setLanguage(next);
  }, []);
  if (wording === null) return null;
  return (
    <LanguageContext.Provider value={{ language, setLanguage: choose, wording }}>
      {children}
    </LanguageContext.Provider>
  );
}

async function fetchWording(language: LanguageId): Promise<Wording> {
  if (language === "en") return plain;
  const [{ arabic: words }, { arabic: kit }] = await Promise.all([
    import("./arabic.ts"),
    import("@natter/react/locales/arabic"),
  ]);
  return { words, kit };
}

function readLanguage(): LanguageId {
  const wanted = [localStorage.getItem(storageKey), ...navigator.languages];
  for (const one of wanted) {
    const found = languages.find(({ id }) => one?.toLowerCase().startsWith(id));
    if (found) return found.id;
  }
  return "en";
}
