// A test run that holds a throw-away database until it is killed.
import { startThrowawayPostgres } from "./throwaway-postgres.ts";

const { folder } = await startThrowawayPostgres({ progress: () => undefined });
process.stdout.write(`${folder}\n`);
setInterval(() => undefined, 60_000);
