/** What is known of an image, and the forms that most of them have. */

export interface KnownImage {
  /** What the image puts before the arguments. */
  readonly entrypoint: readonly string[];
  /** The arguments when the Pod gives none. */
  readonly arguments: readonly string[];
  readonly family: 'busybox' | 'gnu';
  /** Nothing is in it but an operating system's own files. */
  readonly isPlain: boolean;
  /** Its entrypoint puts its own program before options that the Pod gives: `args: [--port, "6380"]`. */
  readonly takesOptions?: true;
  /** A script of the image starts what it is given, so that the container runs before something turns out to be missing. */
  readonly startsByScript?: true;
  /** Other images of the same name, by what their tags contain. */
  readonly byTag?: Readonly<Record<string, KnownImage>>;
  /** All programs that it comes with; absent: there may be others. */
  readonly programs?: ReadonlySet<string>;
  /** What `sh` is, where it is not the one of its family: dash of Debian's, ash of busybox'. */
  readonly sh?: 'bash';
  /** Programs that go by another name here. */
  readonly aliases?: Readonly<Record<string, string>>;
  /** The user that it gives, by id or by name; 0 when it gives none. Absent: not known. */
  readonly user?: number | string;
  /** Of each of these, one variable must be given, or it exits at once. */
  readonly needs?: readonly Need[];
  /** It is known by its name alone, from a registry that is not known: it may have been changed. */
  readonly copyOf?: string;
}

export interface Need {
  readonly oneOf: readonly string[];
  readonly exitCode: number;
}

/** An image that gives no user, or that one. */
export const as = (user: number | string, image: KnownImage): KnownImage => ({ ...image, user });

export const plain = (family: KnownImage['family'], shell: string, programs?: ReadonlySet<string>): KnownImage => ({
  entrypoint: [],
  arguments: [shell],
  family,
  isPlain: true,
  ...(programs && { programs }),
});

/** Its `sh` is bash. */
export const redHat: KnownImage = { ...plain('gnu', '/bin/bash'), sh: 'bash' };

/** An image with an entrypoint that runs whatever arguments it gets, as most official ones have. */
export const runs = (...command: string[]): KnownImage => ({
  entrypoint: [],
  arguments: command,
  family: 'gnu',
  isPlain: false,
});

/** An image whose arguments are options of its one program. */
export const is = (program: string, ...args: string[]): KnownImage => ({
  entrypoint: [program],
  arguments: args,
  family: 'busybox',
  isPlain: false,
});

/** An image that ends at once with 1 unless one of these variables is given. */
export const needing = (image: KnownImage, ...oneOf: string[]): KnownImage => ({
  ...image,
  needs: [...(image.needs ?? []), { oneOf, exitCode: 1 }],
});

/** An official image of a server: given options only, it hands them to that server. */
export const serves = (...command: string[]): KnownImage => ({
  ...runs(...command),
  takesOptions: true,
  startsByScript: true,
});
