/**
 * `npm run recall CORPUS`: how often completion offers what people wrote. Of real manifests one line at a time is
 * emptied; is the field, the value or the volume that stood there offered, among the first five, or first?
 *
 * CORPUS has a JSON object a line: `{ "id": …, "text": MANIFESTS, "documents": [{ "accepted": BOOLEAN }, …] }`. It stays
 * where it is. Options: --max N places, evenly spread; --show N of what was missed; --against yls.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { build } from '../../scripts/build.ts';
import { type Offered, type Position, startAsking } from './asking.ts';
import { type BenchServer, PODWRIGHT, yamlLanguageServer } from './servers.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    max: { type: 'string', default: '1500' },
    show: { type: 'string', default: '0' },
    against: { type: 'string' },
  },
});

interface Manifest {
  readonly id: string;
  readonly text?: string;
  readonly documents: readonly { readonly accepted: boolean }[];
}

type PlaceKind = 'field' | 'value' | 'volume';

/** A line to be written again. */
interface Place {
  readonly id: string;
  readonly kind: PlaceKind;
  readonly wanted: string;
  readonly text: string;
  readonly position: Position;
}

/** Fields whose values come from a set that is known. */
const CHOICES = new Set([
  ...['apiVersion', 'kind', 'restartPolicy', 'imagePullPolicy', 'protocol', 'scheme', 'dnsPolicy', 'operator'],
  ...['effect', 'whenUnsatisfiable', 'medium', 'readOnly', 'hostNetwork', 'hostPID', 'hostIPC', 'privileged'],
  ...['runAsNonRoot', 'allowPrivilegeEscalation', 'readOnlyRootFilesystem', 'concurrencyPolicy', 'fieldPath'],
  ...['resource', 'topologyKey', 'automountServiceAccountToken', 'type', 'mountPropagation', 'podManagementPolicy'],
]);
/** Fields below which the keys are the author's own. */
const FREE = new Set([
  ...['labels', 'annotations', 'matchLabels', 'nodeSelector', 'data', 'selector', 'limits', 'requests'],
]);

function* placesIn({ id, text = '' }: Manifest): Generator<Place> {
  const lines = text.split('\n');
  let freeBelow = Number.POSITIVE_INFINITY;
  for (const [line, whole] of lines.entries()) {
    const indent = whole.search(/\S|$/);
    if (whole.trim() === '' || indent > freeBelow) continue;
    freeBelow = Number.POSITIVE_INFINITY;
    const [, lead = '', name, value = ''] = /^(\s*(?:- )*)([A-Za-z][A-Za-z0-9]*):(?:\s+(.*?))?\s*$/.exec(whole) ?? [];
    if (name === undefined) continue;
    if (/^[|>]/.test(value)) freeBelow = indent;
    else if (FREE.has(name)) freeBelow = lead.length;
    const place = (kind: PlaceKind, wanted: string, rest: string): Place => ({
      ...{ id, kind, wanted, position: { line, character: rest.length } },
      text: lines.with(line, rest).join('\n'),
    });
    yield place('field', name, lead);
    const plain = value.replace(/\s+#.*$/, '').replace(/^["']|["']$/g, '');
    const isMount = name === 'name' && holderOf(lines, line, indent + (lead.includes('-') ? 1 : 0)) === 'volumeMounts';
    if (plain && (isMount || CHOICES.has(name))) yield place(isMount ? 'volume' : 'value', plain, `${lead}${name}: `);
  }
}

/** The field of the block around a line, when it is close above. */
function holderOf(lines: readonly string[], line: number, indent: number): string | undefined {
  const above = lines.slice(Math.max(0, line - 8), line);
  const holder = above.findLast((one) => one.search(/\S|$/) < indent && /:\s*$/.test(one));
  return /([A-Za-z]+):\s*$/.exec(holder ?? '')?.[1];
}

function isOffered({ kind, wanted }: Place, { label, snippet }: Offered): boolean {
  const text = snippet.replace(/^[\s-]+/, '');
  if (kind === 'field') return label === wanted || text.startsWith(`${wanted}:`);
  const bare = (one: string) => one.trim().replace(/^["']|["']$/g, '');
  return bare(label) === wanted || bare(text) === wanted;
}

async function measure(server: BenchServer, places: readonly Place[]): Promise<void> {
  const asking = await startAsking(server);
  const ranks: Record<PlaceKind, number[]> = { field: [], value: [], volume: [] };
  let shown = 0;
  for (const place of places) {
    const items = await asking.complete(place.text, place.position);
    const rank = items.findIndex((item) => isOffered(place, item));
    ranks[place.kind].push(rank);
    if (rank < 0 && shown++ < Number(values.show))
      console.log(`missed: ${place.id}:${place.position.line + 1} ${place.kind} ${place.wanted}`);
  }
  await asking.stop();
  console.log(server.name);
  console.table(
    Object.fromEntries(
      Object.entries(ranks).map(([kind, all]) => {
        const share = (is: (rank: number) => boolean) => `${((100 * all.filter(is).length) / all.length).toFixed(1)}%`;
        const upTo = (most: number) => share((rank) => rank >= 0 && rank <= most);
        const figures = { offered: upTo(Number.POSITIVE_INFINITY), 'in the first five': upTo(4), first: upTo(0) };
        return [kind, { places: all.length, ...(all.length > 0 && figures) }];
      }),
    ),
  );
}

const [corpus] = positionals;
if (corpus === undefined) {
  console.error('usage: npm run recall -- CORPUS.jsonl [--max N] [--show N] [--against yls]');
  process.exit(2);
}
const manifests = readFileSync(corpus, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line): Manifest => JSON.parse(line))
  // Flow style over several lines has no line that could be written alone.
  .filter(({ text, documents }) => text && documents.every(({ accepted }) => accepted) && !/[{[]\s*$/m.test(text));
const all = manifests.flatMap((manifest) => [...placesIn(manifest)]);
const step = Math.max(1, Math.floor(all.length / Number(values.max)));
const asked = all.filter((_, index) => index % step === 0);

await build({ production: true });
await measure(PODWRIGHT, asked);
if (values.against === 'yls') await measure(await yamlLanguageServer(), asked);
