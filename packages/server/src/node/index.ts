export { openAiCompatible } from "../adapters/language-model/openai-compatible.ts";
export { openPostgres } from "../adapters/database/postgres.ts";
export { openEmbeddedHub } from "../adapters/realtime/embedded-hub.ts";
export { listen, type Listening } from "./listen.ts";
export { migrate } from "./migrate.ts";
