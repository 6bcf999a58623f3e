import { AggregatorRegistry, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Processes } from "../adapters/processes/port.ts";
import type { Realtime } from "../adapters/realtime/port.ts";
import type { Relay } from "../core/relay.ts";

/**
 * Counts for Prometheus: requests by route and status, the relay's queue, the realtime door. Of several processes any one
 * answers for all, each line with a label `process`.
 */
export function createMetrics(relay: Relay, realtime: Realtime, processes: Processes) {
  const registry = new Registry();
  const isOneOfMany = processes.name !== "";
  if (isOneOfMany) registry.setDefaultLabels({ process: processes.name });
  const collect = processes.everywhere("metrics.collect", (_none: null) => {
    readRealtime();
    return registry.getMetricsAsJSON();
  });
  const requests = new Counter({
    name: "natter_http_requests_total",
    help: "Requests by route and status.",
    labelNames: ["route", "status"],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: "natter_http_request_seconds",
    help: "Time from request to answer.",
    labelNames: ["route"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  });
  const pending: Gauge = new Gauge({
    name: "natter_relay_pending_events",
    help: "Committed events that are not yet published and settled.",
    registers: [registry],
    collect(): void {
      pending.set(relay.pending);
    },
  });
  const gauges = new Map<string, Gauge>();

  function readRealtime(): void {
    for (const [name, value] of Object.entries(realtime.metrics())) {
      let gauge = gauges.get(name);
      if (!gauge) {
        gauge = new Gauge({
          name: `natter_realtime_${name}`,
          help: `Realtime: ${name}.`,
          registers: [registry],
        });
        gauges.set(name, gauge);
      }
      gauge.set(value);
    }
  }

  return {
    observeRequest(route: string, status: number, duration: number): void {
      requests.inc({ route, status: String(status) });
      seconds.observe({ route }, duration);
    },
    async text(): Promise<string> {
      if (isOneOfMany) return AggregatorRegistry.aggregate(await collect(null)).metrics();
      readRealtime();
      return registry.metrics();
    },
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
