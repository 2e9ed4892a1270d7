import { createHash } from "node:crypto";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { TEST_BUCKET as Bucket } from "../probe-image.ts";
import { Cell, orAbsent, type Writer } from "./cell.ts";
import type { Random } from "./random.ts";

interface StoredObject {
  readonly sha256: string;
  readonly type: string | undefined;
  readonly metadata: Readonly<Record<string, string>>;
}

const LARGEST = 300_000;
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const md5 = (bytes: Uint8Array) => `"${createHash("md5").update(bytes).digest("hex")}"`;

async function see(s3: S3Client, Key: string): Promise<StoredObject | undefined> {
  const found = await orAbsent(s3.send(new GetObjectCommand({ Bucket, Key })), "NoSuchKey");
  const bytes = await found?.Body?.transformToByteArray();
  if (!found || !bytes) return undefined;
  return { sha256: sha256(bytes), type: found.ContentType, metadata: found.Metadata ?? {} };
}

function newObject(random: Random) {
  const body = random.bytes(1 + random.below(LARGEST));
  const type = random.pick(["text/csv", "application/json"]);
  const metadata = { nonce: String(random.below(1_000_000)) };
  return { body, state: { sha256: sha256(body), type, metadata } };
}

/** Puts, replaces, copies and deletes objects, one at a time or all at once. */
export function createObjectWriter(prefix: string): Writer {
  const cells = [0, 1, 2].map(
    (index) => new Cell<StoredObject | undefined>(`object ${prefix}/${index}`, undefined),
  );
  const keyOf = (cell: { name: string }) => cell.name.replace("object ", "");

  const put = (s3: S3Client, random: Random) => {
    const cell = random.pick(cells);
    const { body: Body, state } = newObject(random);
    const { type: ContentType, metadata: Metadata } = state;
    const command = { Bucket, Key: keyOf(cell), Body, ContentType, Metadata };
    return cell.write(state, () => s3.send(new PutObjectCommand(command)));
  };
  const copy = async (s3: S3Client, random: Random) => {
    const source = random.pick(cells);
    const target = random.pick(cells.filter((cell) => cell !== source));
    if (!source.state) return;
    const CopySource = `${Bucket}/${keyOf(source)}`;
    const command = new CopyObjectCommand({ Bucket, Key: keyOf(target), CopySource });
    await target.write(source.state, () => s3.send(command));
  };
  const remove = (s3: S3Client, random: Random) => {
    const cell = random.pick(cells);
    const command = new DeleteObjectCommand({ Bucket, Key: keyOf(cell) });
    return cell.write(undefined, () => s3.send(command));
  };
  const removeAll = async (s3: S3Client) => {
    const Objects = cells.map((cell) => ({ Key: keyOf(cell) }));
    const sent = s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    await Promise.all(cells.map((cell) => cell.write(undefined, () => sent)));
  };

  return {
    cells,
    async step({ s3 }, random) {
      const kind = random.below(10);
      if (kind < 4) await put(s3, random);
      else if (kind < 6) await copy(s3, random);
      else await (kind < 9 ? remove(s3, random) : removeAll(s3));
    },
    async settle({ s3 }) {
      for (const cell of cells) cell.settle(await see(s3, keyOf(cell)));
    },
  };
}

/** An object and the upload that is to replace it, which become one thing when it is completed. */
interface Multipart {
  readonly object: string | undefined;
  /** ETags by number. */
  readonly upload: Readonly<Record<number, string>> | undefined;
}

const SMALLEST_PART = 5 * 1024 * 1024;

/** Starts, fills, completes and aborts multipart uploads of one key. */
export function createMultipartWriter(Key: string): Writer {
  const cell = new Cell<Multipart>(`multipart ${Key}`, { object: undefined, upload: undefined });
  let UploadId: string | undefined;
  // The engine gives no object's bytes a name before the upload is complete, so they are kept here.
  const bytes = new Map<string, Uint8Array>();

  const sendPart = (s3: S3Client, random: Random, upload: Record<number, string>) => {
    const PartNumber = random.pick([1, 2]);
    const Body = random.bytes(PartNumber === 1 ? SMALLEST_PART : 1 + random.below(LARGEST));
    const etag = md5(Body);
    bytes.set(etag, Body);
    const part = new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body });
    const state = { ...cell.state, upload: { ...upload, [PartNumber]: etag } };
    return cell.write(state, () => s3.send(part));
  };
  const complete = (s3: S3Client, upload: Record<number, string>) => {
    const Parts = Object.entries(upload).map(([PartNumber, ETag]) => ({
      PartNumber: Number(PartNumber),
      ETag,
    }));
    const whole = Buffer.concat(Parts.map(({ ETag }) => bytes.get(ETag) ?? new Uint8Array()));
    const command = { Bucket, Key, UploadId, MultipartUpload: { Parts } };
    return cell.write({ object: sha256(whole), upload: undefined }, () =>
      s3.send(new CompleteMultipartUploadCommand(command)),
    );
  };
  const begin = (s3: S3Client) =>
    cell.write({ ...cell.state, upload: {} }, async () => {
      ({ UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key })));
    });
  const abort = (s3: S3Client) => {
    const command = new AbortMultipartUploadCommand({ Bucket, Key, UploadId });
    return cell.write({ ...cell.state, upload: undefined }, () => s3.send(command));
  };
  /** The parts of the only upload there may be. */
  const seeUpload = async (s3: S3Client) => {
    const listing = new ListMultipartUploadsCommand({ Bucket, Prefix: Key });
    const { Uploads: [found, second] = [] } = await s3.send(listing);
    if (second) throw new Error(`There are two uploads of ${Key}.`);
    UploadId = found?.UploadId;
    if (!found) return undefined;
    const { Parts = [] } = await s3.send(new ListPartsCommand({ Bucket, Key, UploadId }));
    return Object.fromEntries(Parts.map(({ PartNumber = 0, ETag = "" }) => [PartNumber, ETag]));
  };

  return {
    cells: [cell],
    async step({ s3 }, random) {
      const { upload } = cell.state;
      const kind = random.below(10);
      if (!upload) await begin(s3);
      else if (kind === 0) await abort(s3);
      else if (kind < 6 || Object.keys(upload).length === 0) await sendPart(s3, random, upload);
      else await complete(s3, upload);
    },
    async settle({ s3 }) {
      const object = await see(s3, Key);
      cell.settle({ object: object?.sha256, upload: await seeUpload(s3) });
    },
  };
}
