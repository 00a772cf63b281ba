/**
 * What the API server makes of single faults: some keep it from looking further, some make others. It judges no template
 * whose selector it cannot read, and counts no volume that has a fault of its own.
 */
import { dnsLabel } from './formats.ts';
import { selects } from './metadata/selectors.ts';
import { found } from './report.ts';
import type { Finding, Problem, Subject } from './rule.ts';
import { at, isSet, pathOf, text, type Value } from './view.ts';
import { unknownVolume } from './volume-mounts/unknown-volume.ts';
import { duplicateVolume } from './volumes/duplicate-volume.ts';
import { ephemeralClaim } from './volumes/ephemeral-claim.ts';
import { claimTemplateName } from './workloads/claim-template-name.ts';
import { templateRestart } from './workloads/template-restart.ts';

/** The problems that validation found, as the API server would tell them. */
export function withConsequences(subject: Subject, validated: readonly Problem[]): Problem[] {
  const isJudged = isTemplateJudged(subject);
  const judged = isJudged ? validated : validated.filter((one) => isApart(subject, one));
  const { duplicates, orphans } = isJudged ? countVolumes(subject, judged) : NONE_COUNTED;
  const { code, severity } = unknownVolume;
  const told = [
    ...judged.filter((one) => one.code !== duplicateVolume.code || duplicates.has(one.path)),
    ...orphans.map((finding) => ({ code, severity, ...finding })),
  ];
  const rename = serverPaths(subject);
  return rename ? told.map(rename) : told;
}

const NEEDS_SELECTOR = new Set(['Deployment', 'ReplicaSet', 'StatefulSet']);

function isTemplateJudged({ object, root }: Subject): boolean {
  if (!NEEDS_SELECTOR.has(object.kind ?? '')) return true;
  const selector = at(root, 'spec', 'selector');
  return !isSet(selector) || selects(selector, new Map()) !== undefined;
}

/** Not about the template, or asked of it by the kind itself. */
function isApart({ object }: Subject, { code, path }: Problem): boolean {
  return !path.startsWith('spec.template.') || (object.kind === 'StatefulSet' && code === templateRestart.code);
}

interface VolumeCount {
  /** Paths of the names that an earlier volume without a fault has. */
  readonly duplicates: ReadonlySet<string>;
  /** What mounts a volume that does not count. */
  readonly orphans: readonly Finding[];
}

const NONE_COUNTED: VolumeCount = { duplicates: new Set(), orphans: [] };

/** Found elsewhere than in the source of the volume whose path they have. */
const HARMLESS = new Set([ephemeralClaim, duplicateVolume, claimTemplateName].map(({ code }) => code));

function countVolumes({ pod, all, object, root }: Subject, problems: readonly Problem[]): VolumeCount {
  const duplicates = new Set<string>();
  if (!pod) return { duplicates, orphans: [] };
  const sound = new Set<string>();
  const faulty = new Set<string>();
  for (const name of claimNames({ object, root })) (dnsLabel(name).length === 0 ? sound : faulty).add(name);
  const claimed = new Set([...sound, ...faulty]);
  for (const volume of pod.volumes) {
    const path = pathOf(volume);
    const name = at(volume, 'name');
    if (claimed.has(text(name))) continue;
    const isDuplicate = sound.has(text(name));
    if (isDuplicate) duplicates.add(pathOf(name));
    const isFaulty = problems.some((one) => one.path.startsWith(path) && !HARMLESS.has(one.code));
    if (!isDuplicate) (isFaulty ? faulty : sound).add(text(name));
  }
  const orphans = [...all('VolumeMount'), ...all('VolumeDevice')].flatMap((mount) => {
    const name = at(mount, 'name');
    return faulty.has(text(name)) && !sound.has(text(name)) && text(name) !== ''
      ? found(name, `The volume "${text(name)}" has a fault, so it does not count as there`)
      : [];
  });
  return { duplicates, orphans };
}

/** The names of a StatefulSet's claim templates; of those that share a name, the server takes one. */
function claimNames({ object, root }: Pick<Subject, 'object' | 'root'>): ReadonlySet<string> {
  const claims: readonly Value[] = object.kind === 'StatefulSet' ? at(root, 'spec', 'volumeClaimTemplates').items : [];
  return new Set(claims.map((claim) => text(at(claim, 'metadata', 'name'))));
}

/**
 * A StatefulSet's claim templates become volumes before the Pod is validated: they come first, and replace those of the
 * same name. Volumes that the server drops are gone by then. Its paths count the volumes so.
 */
function serverPaths(subject: Subject): ((problem: Problem) => Problem) | undefined {
  const { pod } = subject;
  const claims = claimNames(subject);
  if (!pod || (claims.size === 0 && pod.droppedVolumes.length === 0)) return undefined;
  const list = pathOf(at(pod.spec, 'volumes'));
  const counts = at(pod.spec, 'volumes').items.map(
    (volume) => pod.volumes.includes(volume) && !claims.has(text(at(volume, 'name'))),
  );
  return (problem) => {
    // Of these the path is the server's already.
    if (problem.code === claimTemplateName.code || !problem.path.startsWith(`${list}[`)) return problem;
    const path = problem.path.slice(list.length).replace(/^\[(\d+)\]/, (_, index) => {
      return `[${claims.size + counts.slice(0, Number(index)).filter(Boolean).length}]`;
    });
    return { ...problem, path: list + path };
  };
}
