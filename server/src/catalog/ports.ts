/** What usually listens on a port: our own judgement of manifests in general, after IANA's names where they fit. */

export type Protocol = 'http' | 'https' | 'grpc' | 'tcp';

interface UsualPort {
  /** At most 15 characters, as Kubernetes has it for the names of ports. */
  readonly name: string;
  /** Left out where it is a protocol of its own. */
  readonly speaks?: Protocol;
}

const http: UsualPort = { name: 'http', speaks: 'http' };
const https: UsualPort = { name: 'https', speaks: 'https' };

const USUAL: Readonly<Record<number, UsualPort>> = {
  22: { name: 'ssh' },
  53: { name: 'dns' },
  80: http,
  443: https,
  3000: http,
  3306: { name: 'mysql' },
  4200: http,
  5000: http,
  5432: { name: 'postgres' },
  5672: { name: 'amqp' },
  6379: { name: 'redis' },
  8000: http,
  8008: http,
  8080: http,
  8081: http,
  8443: https,
  8888: http,
  9042: { name: 'cql' },
  9090: { name: 'metrics', speaks: 'http' },
  9092: { name: 'kafka' },
  27017: { name: 'mongodb' },
  50051: { name: 'grpc', speaks: 'grpc' },
};

/** What people call the port of a number. */
export function usualPortName(port: number): string | undefined {
  return USUAL[port]?.name;
}

/** By its name as people choose it; without one, by its number. */
export function protocolOf(port: { readonly name: string; readonly number: number }): Protocol {
  const { name, number } = port;
  if (name === '') return USUAL[number]?.speaks ?? 'tcp';
  if (/grpc/.test(name)) return 'grpc';
  // However it is called, nothing else is on these.
  if (/https/.test(name) || USUAL[number]?.speaks === 'https') return 'https';
  return /http|web|api|metrics/.test(name) ? 'http' : 'tcp';
}
