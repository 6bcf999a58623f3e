import { runConformance } from "./run-conformance.ts";
import { startHubTarget } from "./start-hub-target.ts";

runConformance(startHubTarget);
