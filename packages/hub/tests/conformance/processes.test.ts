import { runConformance } from "./run-conformance.ts";
import { startProcessesTarget } from "./start-hub-target.ts";

// Three processes share the port: what a client says in one must reach those in the others.
runConformance(() => startProcessesTarget(3));
