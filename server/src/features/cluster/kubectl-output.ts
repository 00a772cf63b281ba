/**
 * What `kubectl apply --dry-run=server` prints about the manifests on its standard input, read into complaints. The
 * forms are those of kubectl's `cmd/util/helpers.go` and `cmd/apply`, and of apimachinery's `api/errors`.
 */
import * as l10n from '@vscode/l10n';

/** How one run of kubectl ended, and what it printed beside its results. */
export interface KubectlAnswer {
  /** 0 when it accepts everything. */
  readonly exitCode: number;
  readonly stderr: string;
}

/** Something that the API server, or kubectl while it read the text, has to say of an object. */
export interface Complaint {
  readonly severity: 'error' | 'warning';
  /** Without what kubectl says of its own doings. */
  readonly message: string;
  /** Field path in the API server's notation. */
  readonly path?: string;
  /** The path lacks the indexes of lists: `spec.containers.image`. */
  readonly withoutIndexes?: true;
}

export interface ReadAnswer {
  readonly complaints: readonly Complaint[];
  /** Why there is no verdict: no connection, no permission, no such context. */
  readonly failure?: string;
}

/** Reads what kubectl printed about one object. Never throws. */
export function readAnswer({ exitCode, stderr }: KubectlAnswer): ReadAnswer {
  const complaints: Complaint[] = [];
  let failure: string | undefined;
  for (const statement of statementsOf(stderr)) {
    const read = readStatement(statement);
    if (typeof read === 'string') failure ??= read;
    else complaints.push(...read);
  }
  // Plugins that log in have their own things to say.
  if (exitCode === 0) return { complaints };
  const refused = complaints.some(({ severity }) => severity === 'error');
  if (!refused) failure ??= stderr.trim() || l10n.t('kubectl ended with exit code {0}', exitCode ?? '?');
  return { complaints, ...(failure !== undefined && { failure }) };
}

/** How a statement of kubectl begins; other lines go on with the one before. */
const BEGINS =
  /^(?:Warning: |Error from server|Error in configuration|error: |error (?:parsing|validating|when) |from .*: cannot use |The request is invalid|The .+ "[^"]*" is invalid|The connection to the server|Unable to connect|Server returned|the server |the namespace from |resource mapping not found|unable to )/;

/** client-go's own log: `E1124 11:02:03.000000 4711 memcache.go:265] …`. */
const LOG_LINE = /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+/;

function statementsOf(stderr: string): string[] {
  const statements: string[] = [];
  for (const line of stderr.split(/\r?\n/)) {
    if (LOG_LINE.test(line)) continue;
    if (BEGINS.test(line) || statements.length === 0) statements.push(line);
    else statements.push(`${statements.pop()}\n${line}`);
  }
  return statements.map((statement) => statement.trim()).filter((statement) => statement !== '');
}

/** What a statement says of an object; a text when there is no verdict. */
function readStatement(statement: string): readonly Complaint[] | string {
  const warning = /^Warning: ([\s\S]*)$/.exec(statement)?.[1];
  if (warning !== undefined) return readWarning(warning);
  const causes = /^(?:The .+? "[^"]*" is invalid|The request is invalid): ?([\s\S]*)$/.exec(statement)?.[1];
  if (causes !== undefined) {
    const listed = causes.split(/^\* /m).map((cause) => cause.trim());
    return listed.filter((cause) => cause !== '').map((cause) => ({ severity: 'error', ...readCause(cause) }));
  }
  const server = /^Error from server(?: \((\w+)\))?: ([\s\S]*)$/.exec(statement);
  if (server) return readServerError(server[1] ?? '', withoutDoings(server[2] ?? ''));
  return readClientError(statement);
}

/** Of the live object's making, not of the manifest. */
const ABOUT_APPLY = /kubectl\.kubernetes\.io\/last-applied-configuration/;

function readWarning(message: string): readonly Complaint[] {
  if (ABOUT_APPLY.test(message)) return [];
  const strict = strictErrors(message);
  if (strict.length > 0) return strict.map((complaint) => ({ ...complaint, severity: 'warning' }));
  return [{ severity: 'warning', ...readCause(message) }];
}

const CAUSE = /^((?:[^\s:[\]]|\[[^\]]*\])+): /;

/** `spec.containers[0].image: Required value` with its path. */
function readCause(cause: string): Pick<Complaint, 'message' | 'path'> {
  const path = CAUSE.exec(cause)?.[1];
  // A patch of the live object would be quoted in full.
  if (path === 'patch') return { message: cause.replace(/: "map\[[\s\S]*\]": /, ': ') };
  if (path === '<nil>') return { message: cause.slice('<nil>: '.length) };
  // A word and a colon need not be a path: `autoscaling: deprecated`.
  const isPath = path !== undefined && /^(?:[a-z][A-Za-z0-9]*)(?:[.[]|$)/.test(path);
  return { message: cause, ...(isPath && { path }) };
}

/** Drops `error when creating "STDIN": `, which may hold a whole patch. */
function withoutDoings(message: string): string {
  let rest = message;
  for (let at = DOING.exec(rest); at; at = DOING.exec(rest)) rest = rest.slice(at[0].length);
  return rest;
}

const DOING = /^error when [\s\S]*?"STDIN": /;

/** The user may not do it, or the server cannot: says nothing of the manifest. */
const NO_VERDICT =
  /^(?:Unauthorized|Timeout|ServerTimeout|ServiceUnavailable|TooManyRequests|InternalError|Expired|MethodNotAllowed|NotAcceptable)$/;
const NOT_ALLOWED = /\bUser "[^"]*" cannot \w+ resource\b/;

function readServerError(reason: string, message: string): readonly Complaint[] | string {
  if (NO_VERDICT.test(reason) || NOT_ALLOWED.test(message)) return message;
  const strict = strictErrors(message);
  if (strict.length > 0) return strict;
  if (reason === 'NotFound' && /^namespaces "/.test(message))
    return [{ severity: 'error', message, path: 'metadata.namespace' }];
  const path = pathIn(message);
  return [{ severity: 'error', message, ...(path !== undefined && { path }) }];
}

/** What the decoder says: of fields that it does not know or has twice, and of the first value of a wrong type. */
function strictErrors(message: string): Complaint[] {
  // As kubectl itself says it: before 1.25, and of Lists.
  const old = [...message.matchAll(/ValidationError\(\w+\.?([^)]*)\): ([\w ]+ field "(\w+)"|[^[\],;]+)/g)];
  if (old.length > 0)
    return old.map(([, path = '', said = '', field]): Complaint => {
      const full = [path, ...(field === undefined || said.startsWith('missing') ? [] : [field])];
      return { severity: 'error', message: said, path: full.filter(Boolean).join('.') };
    });
  const strict = [...message.matchAll(/(?:unknown|duplicate) field "((?:[^"\\]|\\.)*)"/g)].map(
    ([said, path = '']): Complaint => ({ severity: 'error', message: said, path }),
  );
  if (strict.length > 0) return strict;
  const [said, path] = /json: cannot unmarshal .*? into Go struct field \w+\.([\w.]+) of type \S+/.exec(message) ?? [];
  return said === undefined || path === undefined
    ? []
    : [{ severity: 'error', message: said, path, withoutIndexes: true }];
}

const DOTTED = /(?<![\w./])(?:spec|metadata)(?:\.[A-Za-z]\w*|\[[^\]\s]*\])+/;
const POINTER = /(?<![\w./])\/(?:spec|metadata)(?:\/[\w.~-]+)+/;

/** A field path that admission names in its prose, dotted or as a JSON pointer. */
function pathIn(message: string): string | undefined {
  const dotted = DOTTED.exec(message)?.[0];
  if (dotted !== undefined) return dotted;
  const [pointer] = POINTER.exec(message) ?? [];
  return pointer
    ?.slice(1)
    .split('/')
    .map((part, i) => (/^\d+$/.test(part) ? `[${part}]` : `${i === 0 ? '' : '.'}${part.replaceAll('~1', '/')}`))
    .join('');
}

/** What kubectl itself finds in the text, before it asks the server. */
const ABOUT_TEXT =
  /^(?:error: )?(?:error (?:parsing|validating|when) |resource mapping not found|unable to (?:decode|recognize) |the namespace from the provided object|from .*: cannot use generate name)/;

const PATHS_OF_MESSAGES = [
  ['the namespace from the provided object', 'metadata.namespace'],
  ['resource name may not be empty', 'metadata.name'],
  ['kind not set', 'kind'],
  ['apiVersion not set', 'apiVersion'],
] as const;

function readClientError(statement: string): readonly Complaint[] | string {
  const text = statement.replace(/^error: /, '');
  if (!ABOUT_TEXT.test(statement) || /failed to download openapi/.test(statement)) return text;
  const message = withoutDoings(text)
    .replace(/^error validating "STDIN": error validating data: /, '')
    .replace(/; if you choose to ignore these errors, turn validation off with --validate=false$/, '')
    .replace(/^unable to (decode|recognize) "STDIN": /, '');
  const strict = strictErrors(message);
  if (strict.length > 0) return strict;
  const unknownKind = /^resource mapping not found .*? from "STDIN": (no matches for kind [^\n]*)/.exec(message)?.[1];
  if (unknownKind !== undefined) return [{ severity: 'error', message: unknownKind, path: 'kind' }];
  const path = PATHS_OF_MESSAGES.find(([known]) => message.startsWith(known))?.[1];
  return [{ severity: 'error', message, ...(path !== undefined && { path }) }];
}
