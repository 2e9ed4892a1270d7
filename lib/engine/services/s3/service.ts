import type { Service } from "../../protocol/operation.ts";
import type { Storage } from "../../state/storage.ts";
import { forExpectedOwner } from "./expected-owner.ts";
import { abortMultipartUpload } from "./operations/abort-multipart-upload.ts";
import { completeMultipartUpload } from "./operations/complete-multipart-upload.ts";
import { copyObject } from "./operations/copy-object.ts";
import { createBucket } from "./operations/create-bucket.ts";
import { createMultipartUpload } from "./operations/create-multipart-upload.ts";
import { deleteBucket } from "./operations/delete-bucket.ts";
import { deleteBucketCors } from "./operations/delete-bucket-cors.ts";
import { deleteObject } from "./operations/delete-object.ts";
import { deleteObjects } from "./operations/delete-objects.ts";
import { getBucketCors } from "./operations/get-bucket-cors.ts";
import { getBucketLocation } from "./operations/get-bucket-location.ts";
import { getBucketVersioning } from "./operations/get-bucket-versioning.ts";
import { getObject } from "./operations/get-object.ts";
import { headBucket } from "./operations/head-bucket.ts";
import { headObject } from "./operations/head-object.ts";
import { listBuckets } from "./operations/list-buckets.ts";
import { listMultipartUploads } from "./operations/list-multipart-uploads.ts";
import { listObjects } from "./operations/list-objects.ts";
import { listObjectsV2 } from "./operations/list-objects-v2.ts";
import { listParts } from "./operations/list-parts.ts";
import { putBucketCors } from "./operations/put-bucket-cors.ts";
import { putObject } from "./operations/put-object.ts";
import { uploadPart } from "./operations/upload-part.ts";
import { uploadPartCopy } from "./operations/upload-part-copy.ts";

/** S3: buckets, objects and multipart uploads. */
export function createS3Service(storage: Storage): Service {
  const operations: Service["operations"] = {
    AbortMultipartUpload: { handle: abortMultipartUpload(storage) },
    CompleteMultipartUpload: { handle: completeMultipartUpload(storage) },
    CopyObject: { handle: copyObject(storage) },
    CreateBucket: { handle: createBucket(storage) },
    CreateMultipartUpload: { handle: createMultipartUpload(storage) },
    DeleteBucket: { handle: deleteBucket(storage) },
    DeleteBucketCors: { handle: deleteBucketCors(storage) },
    DeleteObject: { handle: deleteObject(storage) },
    DeleteObjects: { handle: deleteObjects(storage) },
    GetBucketCors: { handle: getBucketCors(storage) },
    GetBucketLocation: { handle: getBucketLocation(storage) },
    GetBucketVersioning: { handle: getBucketVersioning(storage) },
    GetObject: { handle: getObject(storage) },
    HeadBucket: { handle: headBucket(storage) },
    HeadObject: { handle: headObject(storage) },
    ListBuckets: { handle: listBuckets(storage) },
    ListMultipartUploads: { handle: listMultipartUploads(storage) },
    ListObjects: { handle: listObjects(storage) },
    ListObjectsV2: { handle: listObjectsV2(storage) },
    ListParts: { handle: listParts(storage) },
    PutBucketCors: { handle: putBucketCors(storage) },
    PutObject: { handle: putObject(storage) },
    UploadPart: { handle: uploadPart(storage) },
    UploadPartCopy: { handle: uploadPartCopy(storage) },
  };
  return {
    name: "s3",
    operations: Object.fromEntries(
      Object.entries(operations).map(([name, operation]) => [name, forExpectedOwner(operation)]),
    ),
  };
}
