import "@fontsource-variable/inter";
import "@natter/react/styles.css";
import "./web.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { keepForOffline } from "./app/keep-for-offline.ts";
import { LanguageProvider } from "./words/language-provider.tsx";
import { ThemeProvider } from "./theme/theme-provider.tsx";

keepForOffline();

const container = document.getElementById("app");
if (container === null) throw new Error("The page has no element with the id app.");

createRoot(container).render(
  <StrictMode>
    <ThemeProvider>
      <LanguageProvider>
        <App />
      </LanguageProvider>
    </ThemeProvider>
  </StrictMode>,
);
