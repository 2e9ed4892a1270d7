import type { Duplex } from "node:stream";

/** An image that can be started. */
export type ResolvedImage = SourceImageToRun | ContainerImageToRun;

/** A folder of this machine, which needs no Docker: see `images.ts`. */
export interface SourceImageToRun {
  readonly kind: "source";
  /** The reference as the request named it, e.g. `000000000000.dkr.ecr.us-east-1.amazonaws.com/random-forest:1.0.0`. */
  readonly reference: string;
  /** `sha256:…` over the image's content. */
  readonly digest: string;
  /** The folder of a source image, bound read-only into the container. */
  readonly directory: string;
  /** Arguments vectors by command; `train` and `serve` at least one of them. */
  readonly commands: Readonly<Record<string, readonly string[]>>;
  readonly environment: Readonly<Record<string, string>>;
  /** Requirements file inside `directory`, when the image brings Python packages. */
  readonly requirements?: string;
  /** True when the image listens on SAGEMAKER_BIND_TO_PORT; the process runner refuses to serve others. */
  readonly honoursBindToPort: boolean;
  /**
   * Set when the folder's owner lets this image use the machine's network. The sandbox has no other
   * network to give, and that one reaches every service on loopback, so a request alone cannot ask.
   */
  readonly network?: "host";
}

/** An image of layers. */
export interface ContainerImageToRun {
  readonly kind: "container";
  /** The reference as the request named it. */
  readonly reference: string;
  /** `sha256:…` of its manifest, or of its configuration where only Docker has it. */
  readonly digest: string;
  /** Where its bytes are: in the engine's own registry, or in the Docker Engine of this machine. */
  readonly from: { readonly repository: string } | "docker";
}

export interface ContainerSpec<Image extends ResolvedImage = ResolvedImage> {
  /** Unique among running containers; letters, digits and dashes only. */
  readonly id: string;
  readonly image: Image;
  /** What the container shall do, unless `entrypoint` or `arguments` say something else. */
  readonly command: "train" | "serve";
  readonly entrypoint?: readonly string[];
  readonly arguments?: readonly string[];
  /** What the contract and the request set; the image's own environment is added by the runner. */
  readonly environment: Readonly<Record<string, string>>;
  /** Host directory that the container sees as /opt/ml. */
  readonly mlRoot: string;
  /** Names that resolve to the container itself, e.g. `algo-1`. */
  readonly hosts: readonly string[];
  /** The containers of its job, when there are several; they take the place of `network`. */
  readonly peers?: PeerNetwork;
  /** Folders of this machine that the container sees beside or above those below `mlRoot`. */
  readonly mounts?: readonly Mount[];
  /**
   * `none` when the request asks for network isolation. Absent counts as `none`. `host` asks for a way
   * out: Docker gives one of its own, the sandbox this machine's to images that declare it, and to
   * serving containers none.
   */
  readonly network?: "none" | "host";
  /**
   * Called with raw bytes as they arrive, before `exited` settles; both streams. Must not throw.
   * While a returned promise is pending the stream is not read, so a fast printer waits in its pipe.
   */
  readonly onOutput: (chunk: Buffer, stream: "stdout" | "stderr") => void | Promise<void>;
}

export interface Mount {
  readonly source: string;
  /** Absolute path inside. */
  readonly target: string;
  readonly readOnly: boolean;
}

/** A network of a job's own, on which its containers reach each other by their names. */
export interface PeerNetwork {
  /** By which its runner finds it. */
  readonly handle: string;
  /** Address by name, where containers are to be told. */
  readonly addresses: ReadonlyMap<string, string>;
  /** To be called when the containers on it are gone; does not reject. */
  close(): Promise<void>;
}

export interface Exit {
  /** Exit code, or null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Usage {
  /** Per cent of one core: 200 is two cores busy. */
  readonly cpuPercent: number;
  readonly memoryBytes: number;
}

export interface Container {
  readonly id: string;
  /** Settles when every process of the container is gone and all output was delivered; never rejects. */
  readonly exited: Promise<Exit>;
  /** SIGTERM to the image's own process, SIGKILL to all after `graceMs`. Settles with `exited`. */
  stop(graceMs: number): Promise<Exit>;
  /** A fresh connection to the container's port 8080; rejects while nothing listens there. */
  connect(): Promise<Duplex>;
  usage(): Promise<Usage | undefined>;
  /** Forgets a container that has ended, where one could otherwise be gone on with. */
  discard?(): Promise<void>;
}

export type SourceSpec = ContainerSpec<SourceImageToRun>;

export interface Runner<Image extends ResolvedImage = ResolvedImage> {
  readonly name: "process" | "sandbox" | "docker";
  /** One sentence for people: what separates a container from this machine. */
  readonly isolation: string;
  /**
   * Prepares what the image needs (its Python environment), reporting progress in words.
   * Idempotent; rejects with a message that names the cause and the fix.
   */
  prepare(image: Image, progress: (line: string) => void, signal: AbortSignal): Promise<void>;
  start(spec: ContainerSpec<Image>): Promise<Container>;
  /**
   * A network for containers of these names; without a way out when the job asks for isolation. Absent
   * where containers have this machine's network and no names. Rejects with cause and fix.
   */
  openNetwork?(id: string, names: readonly string[], isolated: boolean): Promise<PeerNetwork>;
  /**
   * Goes on with a container that an earlier engine started and that runs or has ended since; undefined
   * when there is none. All that it has printed is delivered once more. Absent where containers end
   * with their engine.
   */
  adopt?(spec: Pick<ContainerSpec, "id" | "mlRoot" | "onOutput">): Promise<Container | undefined>;
  /** Ends whatever an earlier, killed engine on this data directory left running, but for `kept`. */
  reap(kept?: ReadonlySet<string>): Promise<void>;
}
