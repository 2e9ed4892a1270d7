import { readFile, stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve } from "node:path";
import * as z from "zod";

const argumentVector = z.array(z.string().min(1)).min(1);

/** `image.json`: how a folder becomes an image. Repository and tag follow the rules of Amazon ECR. */
const imageFile = z.strictObject({
  version: z.literal(1),
  repository: z
    .string()
    .min(2)
    .max(256)
    .regex(
      /^[a-z0-9]+(?:[._/-][a-z0-9]+)*$/,
      "lower-case letters, digits and . _ - / between them",
    ),
  tag: z
    .string()
    .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/, "letters, digits and . _ -, at most 128"),
  /** Relative to image.json. */
  root: z.string().min(1).default("."),
  /** Relative to the root. */
  requirements: z.string().min(1).optional(),
  commands: z
    .strictObject({ train: argumentVector.optional(), serve: argumentVector.optional() })
    .refine(({ train, serve }) => train !== undefined || serve !== undefined, {
      message: "name a train command, a serve command, or both",
    }),
  environment: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.string()).default({}),
  honoursBindToPort: z.boolean().default(false),
  /** When its Python environment is made: with the engine's own preparation, or by its first job. */
  prepare: z.enum(["in-advance", "at-first-use"]).default("in-advance"),
  network: z.literal("host").optional(),
});

/** `algorithm.json`: a CreateAlgorithm request; what is not used here is checked by the operation. */
const algorithmFile = z.looseObject({
  AlgorithmName: z.string().regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/),
  TrainingSpecification: z.looseObject({ TrainingImage: z.string() }),
  InferenceSpecification: z
    .looseObject({ Containers: z.array(z.looseObject({ Image: z.string() })) })
    .optional(),
});

export type AlgorithmFile = z.infer<typeof algorithmFile>;

export interface SourceImage extends Omit<z.infer<typeof imageFile>, "version"> {
  /** Absolute path of the folder with image.json. */
  readonly folder: string;
  /** Absolute path of the root. */
  readonly directory: string;
  /** The text of image.json, which is part of the image's content. */
  readonly definition: string;
  readonly algorithm: AlgorithmFile;
}

async function readText(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      throw new Error(`${path} does not exist. A source image needs it: ${what}.`);
    throw new Error(`${path} cannot be read: ${(error as Error).message}`);
  }
}

function parseFile<Schema extends z.ZodType>(path: string, text: string, schema: Schema) {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${path} is not JSON: ${(error as Error).message}`);
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data as z.infer<Schema>;
  const problems = result.error.issues.map(
    ({ path: field, message }) =>
      `${field.length === 0 ? "the file" : field.join(".")}: ${message}`,
  );
  throw new Error(`${path} is not valid: ${problems.join("; ")}`);
}

async function requireKind(path: string, kind: "file" | "folder", from: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (kind === "file" ? found?.isFile() : found?.isDirectory()) return;
  throw new Error(`${from}: there is no ${kind} at ${path}`);
}

/** True when `path` is `root` or lies below it. */
export function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === "" || !(way.split(/[\\/]/)[0] === ".." || isAbsolute(way));
}

/** Reads and checks one source image. Rejects with an error that names the file and the field. */
export async function readSourceImage(folder: string): Promise<SourceImage> {
  const imagePath = join(folder, "image.json");
  const algorithmPath = join(folder, "algorithm.json");
  const definition = await readText(imagePath, "repository, tag and commands");
  const image = parseFile(imagePath, definition, imageFile);
  const algorithmText = await readText(algorithmPath, "a CreateAlgorithm request");
  const algorithm = parseFile(algorithmPath, algorithmText, algorithmFile);
  const name = `${image.repository}:${image.tag}`;
  if (algorithm.TrainingSpecification.TrainingImage !== name)
    throw new Error(
      `${algorithmPath} is not valid: TrainingSpecification.TrainingImage: must be "${name}", ` +
        "the repository and tag of image.json",
    );
  const directory = resolve(folder, image.root);
  await requireKind(directory, "folder", `${imagePath}: root`);
  if (image.requirements !== undefined) {
    const requirements = resolve(directory, image.requirements);
    if (!isInside(directory, requirements))
      throw new Error(`${imagePath}: requirements: must lie inside the root ${directory}`);
    await requireKind(requirements, "file", `${imagePath}: requirements`);
  }
  return { ...image, folder, directory, definition, algorithm };
}
