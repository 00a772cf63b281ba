import * as l10n from '@vscode/l10n';
import { type Field, getCatalog } from '../../catalog/catalog.ts';
import { moveEntry } from '../edits/move.ts';
import { removeValue } from '../edits/remove.ts';
import { renameKey } from '../edits/replace.ts';
import { yamlOf } from '../edits/yaml.ts';
import { fixByRemoving } from '../fields/field-fixes.ts';
import { nearest } from '../nearest.ts';
import { fix, foundAtKey } from '../report.ts';
import type { Fix, Rule, Subject } from '../rule.ts';
import { fitsDeeply, mistypedAs } from '../types.ts';
import { at, isSet, nameOf, pathOf, type Value } from '../view.ts';
import { versionsOf } from './field-of-other-version.ts';
import { belongsIn, meantFor, reshape } from './reshape.ts';

export const unknownField: Rule = {
  code: 'unknown-field',
  stage: 'strict',
  severity: 'error',
  summary: 'The object has no field of that name; correct the name or move the field to where it belongs.',
  *check(subject) {
    for (const value of subject.unknown) {
      if (versionsOf(value, subject.version) !== undefined) continue;
      const { message, fixes, supplies } = cure(subject, value);
      const finding = foundAtKey(value, message, fixes);
      yield { ...finding, path: escaped(finding.path), ...(supplies && { supplies }) };
    }
  },
};

/** The API server quotes the path of an unknown field as Go does, and so tells characters that nobody can see. */
function escaped(path: string): string {
  // Nearly all are plain, and to know all letters of the world takes an engine milliseconds, the first time.
  if (/^[\w.[\]-]*$/.test(path)) return path;
  return path.replace(/["\\]/g, '\\$&').replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const short = '\x07\b\f\n\r\t\v'.indexOf(character);
    if (short >= 0) return `\\${'abfnrtv'[short]}`;
    const digits = code.toString(16);
    if (code < 0x80) return `\\x${digits.padStart(2, '0')}`;
    return code <= 0xffff ? `\\u${digits.padStart(4, '0')}` : `\\U${digits.padStart(8, '0')}`;
  });
}

interface Cure {
  readonly message: string;
  readonly fixes: readonly Fix[];
  /** The path of what the preferred fix makes of the field. */
  readonly supplies?: string;
}

function cure(subject: Subject, value: Value): Cure {
  const { document } = subject;
  const name = nameOf(value);
  const rename = nearestField(subject, value);
  const reshaped = reshape(subject, value, rename !== undefined);
  if (reshaped) {
    const { fixes } = reshaped;
    return { ...reshaped, fixes: [...fixes, ...fixByRemoving(document, value, false)] };
  }
  const homes = homesOf(subject, value);
  const isRepeated = (homes.length === 0 && !rename && saysNothingNew(subject, value)) || isInStatus(value);
  const removal = fix(l10n.t('Remove it'), isRepeated, removeValue(document, value));
  if (rename && (homes.length === 0 || sameLetters(rename, name))) {
    const fixes = fix(l10n.t('Rename to {0}', rename), true, renameKey(document, value, rename));
    const supplies = value.parent && pathOf(at(value.parent, rename));
    return { message: meantFor(name, rename), fixes: [...fixes, ...removal], ...(supplies && { supplies }) };
  }
  const [home] = homes;
  // Several containers may each want the field; only one home leaves no question.
  const moves = homes.flatMap((one) =>
    fix(
      pathOf(one) === '' ? l10n.t('Move to the object itself') : l10n.t('Move to {0}', pathOf(one)),
      homes.length === 1,
      moveEntry(document, value, one, name),
    ),
  );
  const renames = rename ? fix(l10n.t('Rename to {0}', rename), false, renameKey(document, value, rename)) : [];
  return {
    message: home
      ? belongsIn(name, pathOf(home))
      : rename
        ? meantFor(name, rename)
        : l10n.t('Unknown field "{0}"', name),
    fixes: [...moves, ...renames, ...removal],
    ...(home && moves.length === 1 && { supplies: pathOf(at(home, name)) }),
  };
}

/**
 * The server would drop the field, and nothing is lost with it: a field beside it has the name in its right letters, or
 * one container has just the same.
 */
function saysNothingNew({ pod }: Subject, value: Value): boolean {
  const { parent, node } = value;
  const name = nameOf(value);
  if (parent && [...parent.fields.keys()].some((other) => sameLetters(other, name))) return true;
  const yaml = JSON.stringify(yamlOf(node));
  return (
    parent === pod?.spec &&
    (pod?.containers ?? []).some((one) => JSON.stringify(yamlOf(at(one.value, name).node)) === yaml)
  );
}

/** The server sets the status itself, and takes none from who creates the object. */
function isInStatus(value: Value): boolean {
  return /^status\./.test(pathOf(value));
}

function sameLetters(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** The known field nearest in name that is still free and can hold the value. */
function nearestField({ version }: Subject, value: Value): string | undefined {
  const { parent, node } = value;
  if (parent?.type?.kind !== 'object' || !node) return undefined;
  const free = getCatalog()
    .fields(parent.type.definition, version)
    .filter((field) => !parent.fields.has(field.name));
  const fitting = free.filter((field) => mistypedAs(node, field.type) === undefined);
  const name = nameOf(value);
  return (
    nearest(
      name,
      fitting.map((field) => field.name),
    ) ??
    free.find((field) => sameLetters(field.name, name))?.name ??
    longerName(name, fitting) ??
    (name.length < 4 ? undefined : partialName(name, fitting)) ??
    fullName(name, fitting)
  );
}

/** `image` for `img`, `workingDir` for `workDir`: the one field that has these letters in this order, from the first on. */
function fullName(name: string, fields: readonly Field[]): string | undefined {
  if (!/^[A-Za-z]{3,}$/.test(name)) return undefined;
  const letters = new RegExp(`^${[...name].join('.*')}`, 'i');
  const longer = fields.filter((field) => letters.test(field.name) && field.name.length <= 3 * name.length);
  return longer.length === 1 ? longer[0]?.name : undefined;
}

/** `name` for `configMapName`, `sizeLimit` for `size`: the one field whose name ends or begins so. */
function partialName(name: string, fields: readonly Field[]): string | undefined {
  const shorter = fields.filter((field) => name.endsWith(field.name.charAt(0).toUpperCase() + field.name.slice(1)));
  const longer = fields.filter((field) => /^[A-Z]/.test(field.name.slice(name.length)) && field.name.startsWith(name));
  const candidates = shorter.length > 0 ? shorter : longer;
  return candidates.length === 1 ? candidates[0]?.name : undefined;
}

/** `name` for `secretName`: the field that ends so, if there is one, or one that is demanded. */
function longerName(name: string, fields: readonly Field[]): string | undefined {
  const ending = name.charAt(0).toUpperCase() + name.slice(1);
  const longer = fields.filter((field) => field.name.endsWith(ending));
  const demanded = longer.filter((field) => field.required);
  const [only] = longer.length === 1 ? longer : demanded;
  return longer.length === 1 || demanded.length === 1 ? only?.name : undefined;
}

/** The mappings around that have a free field of this name and a type that can hold the value, the nearest first. */
function homesOf(subject: Subject, value: Value): Value[] {
  const holder = value.parent;
  if (!holder) return [];
  const down = [...childrenThatMayBe(subject, holder)].filter((home) => welcomes(subject, home, value));
  const written = down.filter(isSet);
  if (written.length > 0) return written;
  if (down.length === 1) return down;
  for (let home = holder.parent; home; home = home.parent) if (welcomes(subject, home, value)) return [home];
  const beside = holder.parent ? [...childrenThatMayBe(subject, holder.parent)] : [];
  const welcoming = beside.filter((home) => home !== holder && isSet(home) && welcomes(subject, home, value));
  if (welcoming.length === 1) return welcoming;
  const inside = inContainers(subject, holder).filter((home) => welcomes(subject, home, value));
  return inside.length > 0 ? inside : inWorkload(subject, holder).filter((home) => welcomes(subject, home, value));
}

/** For what stands in a workload's spec: its Pod, or a CronJob's Job; for a container's: the Pod's security context. */
function inWorkload({ pod, root, object }: Subject, holder: Value): Value[] {
  if (!pod) return [];
  const homes: Value[] = [];
  if (holder === root || holder === at(root, 'spec')) {
    if (object.kind === 'CronJob') homes.push(at(root, 'spec', 'jobTemplate', 'spec'));
    if (!pod.standalone) homes.push(pod.spec, pod.metadata);
  }
  if (holder.segment === 'securityContext') homes.push(at(pod.spec, 'securityContext'));
  return homes.filter((home) => home !== holder).slice(0, 3);
}

/** Below a mapping: the objects in its fields, written or not. */
function* childrenThatMayBe({ version }: Subject, holder: Value): Generator<Value> {
  if (holder.type?.kind !== 'object') return;
  for (const field of getCatalog().fields(holder.type.definition, version))
    if (field.type.kind === 'object' && field.name !== 'status') yield at(holder, field.name);
}

/** For what stands in the Pod's spec or its security context: the same place in each container. */
function inContainers({ pod }: Subject, holder: Value): Value[] {
  const isSpec = holder === pod?.spec;
  if (!pod || !(isSpec || holder === at(pod.spec, 'securityContext'))) return [];
  const containers = pod.containers.filter(({ role }) => role === 'main').map(({ value }) => value);
  return isSpec ? containers : containers.map((container) => at(container, 'securityContext'));
}

function welcomes({ version }: Subject, home: Value, value: Value): boolean {
  if (home.type?.kind !== 'object' || !value.node) return false;
  const field = getCatalog().field(home.type.definition, nameOf(value), version);
  return field !== undefined && !isSet(at(home, field.name)) && fitsDeeply(value.node, field.type, version);
}
