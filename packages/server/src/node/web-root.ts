import { fileURLToPath } from "node:url";

/** Where the built web app lies. */
export const webRoot = fileURLToPath(new URL("../../../../apps/web/dist", import.meta.url));
