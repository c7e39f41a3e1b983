/** The table of metrics in prom-client. Loading it takes longer than starting the server should, so it is loaded afterwards: see `metrics.ts`. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type Metric, type MetricName, metricTable } from './table.ts';

export type Labels = Readonly<Record<string, string>>;

export interface Meters {
  /** Counts, or measures a length of time in seconds, as the row says. */
  add(name: MetricName, labels: Labels, by: number): void;
  set(name: MetricName, labels: Labels, to: number): void;
  /** Nothing is said of it until it is set again. */
  unset(name: MetricName): void;
  readonly contentType: string;
  print(): Promise<string>;
}

export function createMeters(): Meters {
  const registry = new Registry();
  const all = new Map(metricTable.map((row) => [row.name, createMeter(row, registry)]));
  // Of the process itself, as every dashboard for Node.js expects.
  collectDefaultMetrics({ register: registry });
  return {
    add: (name, labels, by) => {
      const meter = all.get(name);
      if (meter instanceof Counter) meter.inc(labels, by);
      if (meter instanceof Histogram) meter.observe(labels, by);
    },
    set: (name, labels, to) => {
      const meter = all.get(name);
      if (meter instanceof Gauge) meter.set(labels, to);
    },
    unset: (name) => all.get(name)?.reset(),
    contentType: registry.contentType,
    print: () => registry.metrics(),
  };
}

function createMeter({ name, type, labels, help, buckets = [] }: Metric, registry: Registry) {
  const shared = { name, help, labelNames: labels, registers: [registry] };
  switch (type) {
    case 'counter':
      return new Counter(shared);
    case 'gauge':
      return new Gauge(shared);
    case 'histogram':
      return new Histogram({ ...shared, buckets: [...buckets] });
  }
}
