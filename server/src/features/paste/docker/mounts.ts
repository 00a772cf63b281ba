/** Volumes and where they are mounted: `--volume`, `--mount`, `--tmpfs` and `--shm-size`. */
import { uniqueName } from '../../unique-name.ts';
import { compact, dnsLabel, type Fields } from '../manifest.ts';
import { all, type Given, last } from '../options.ts';
import { bytes } from './amounts.ts';

interface Mounted {
  readonly mount: Fields;
  readonly volume: Fields;
}

export function readMounts(given: Given): Mounted[] {
  const wanted = [
    ...all(given, 'volume').map(fromVolume),
    ...all(given, 'mount').map(fromMount),
    ...all(given, 'tmpfs').map((text): Wanted => {
      const [target = '', options = ''] = text.split(':');
      return {
        target,
        source: '',
        type: 'tmpfs',
        isReadOnly: /(?:^|,)ro(?:,|$)/.test(options),
        size: /size=(\w+)/.exec(options)?.[1],
      };
    }),
  ];
  const shared = last(given, 'shm-size');
  if (shared) wanted.push({ target: '/dev/shm', source: '', type: 'tmpfs', isReadOnly: false, size: shared });
  const taken = new Set<string>();
  return wanted.filter(({ target }) => target.startsWith('/')).map((mount) => mounted(mount, taken));
}

interface Wanted {
  readonly target: string;
  readonly source: string;
  readonly type: 'bind' | 'volume' | 'tmpfs';
  readonly isReadOnly: boolean;
  readonly size?: string | undefined;
}

/** `source:target[:options]`, or a target alone. */
function fromVolume(text: string): Wanted {
  const parts = text.split(':');
  const [source = '', target = source, options = ''] = parts;
  const isBind = parts.length > 1 && /^[/~.$]/.test(source);
  return {
    source: parts.length > 1 ? source : '',
    target,
    type: isBind ? 'bind' : 'volume',
    isReadOnly: options.split(',').includes('ro'),
  };
}

/** `type=bind,source=/a,target=/b,readonly` */
function fromMount(text: string): Wanted {
  const fields = new Map(text.split(',').map((pair) => [pair.split('=')[0] ?? '', pair.split('=').slice(1).join('=')]));
  const first = (...names: readonly string[]) =>
    names.map((name) => fields.get(name)).find((value) => value !== undefined);
  const type = first('type');
  const readOnly = first('readonly', 'ro');
  return {
    source: first('source', 'src') ?? '',
    target: first('target', 'destination', 'dst') ?? '',
    type: type === 'bind' || type === 'tmpfs' ? type : 'volume',
    isReadOnly: readOnly !== undefined && readOnly !== 'false',
    size: first('tmpfs-size'),
  };
}

/** A named volume outlives its container, and so is a claim; the name says which. */
function mounted({ target, source, type, isReadOnly, size }: Wanted, taken: Set<string>): Mounted {
  const name = uniqueName(dnsLabel((type === 'volume' && source) || target), taken);
  taken.add(name);
  const sizeLimit = bytes(size);
  const kind: Fields =
    type === 'bind'
      ? { hostPath: { path: source } }
      : type === 'tmpfs'
        ? { emptyDir: compact({ medium: 'Memory', sizeLimit }) }
        : source
          ? { persistentVolumeClaim: { claimName: dnsLabel(source) } }
          : { emptyDir: {} };
  return {
    mount: compact({ name, mountPath: target, readOnly: isReadOnly || undefined }),
    volume: { name, ...kind },
  };
}
