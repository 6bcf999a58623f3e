import type { Theme } from "@natter/react";
import {
  createContext,
  useContext,
  useEffect,
  useState,
  type ReactElement,
  type ReactNode,
} from "react";

type ThemeChoice = { readonly theme: Theme; readonly setTheme: (theme: Theme) => void };

const ThemeContext = createContext<ThemeChoice>({ theme: "system", setTheme: () => {} });
const storageKey = "natter.theme";

export function useTheme(): ThemeChoice {
  return useContext(ThemeContext);
}

/** Holds the chosen theme, remembers it on this device, and follows a change made in another tab or frame. */
export function ThemeProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [theme, setTheme] = useState(readTheme);
  useEffect(() => {
    document.documentElement.dataset["natterTheme"] = theme;
  }, [theme]);
  useEffect(() => {
    const onStorage = (event: StorageEvent) => {
      if (event.key === storageKey) setTheme(readTheme());
    };
    window.addEventListener("storage", onStorage);
    return () => window.removeEventListener("storage", onStorage);
  }, []);
  const choose = (next: Theme) => {
    localStorage.setItem(storageKey, next);
    setTheme(next);
  };
  return (
    <ThemeContext.Provider value={{ theme, setTheme: choose }}>{children}</ThemeContext.Provider>
  );
}

function readTheme(): Theme {
  const stored = localStorage.getItem(storageKey);
  return stored === "light" || stored === "dark" ? stored : "system";
}
