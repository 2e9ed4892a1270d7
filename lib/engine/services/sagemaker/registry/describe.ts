import type {
  BatchDescribeModelPackageSummary,
  DescribeModelPackageOutput,
  ModelPackageGroupSummary,
  ModelPackageSummary,
} from "@aws-sdk/client-sagemaker";
import type { ModelPackage, ModelPackageGroup } from "./records.ts";

export const summarizeGroup = (group: ModelPackageGroup): ModelPackageGroupSummary => ({
  ...group.request,
  ModelPackageGroupName: group.name,
  ModelPackageGroupArn: group.arn,
  CreationTime: group.createdAt,
  ModelPackageGroupStatus: "Completed",
});

/** What every description of a package begins with. */
const identity = (found: ModelPackage) => {
  const { request, version } = found;
  return {
    ...(version === undefined
      ? { ModelPackageName: found.name }
      : { ModelPackageGroupName: request.ModelPackageGroupName, ModelPackageVersion: version }),
    ModelPackageArn: found.arn,
    ...(request.ModelPackageDescription !== undefined && {
      ModelPackageDescription: request.ModelPackageDescription,
    }),
    CreationTime: found.createdAt,
    ModelPackageStatus: found.status,
    ...(request.ModelApprovalStatus !== undefined && {
      ModelApprovalStatus: request.ModelApprovalStatus,
    }),
  };
};

export const summarizePackage = (found: ModelPackage): ModelPackageSummary => identity(found);

export const summarizeInBatch = (found: ModelPackage): BatchDescribeModelPackageSummary => ({
  ModelPackageGroupName: found.request.ModelPackageGroupName,
  ...identity(found),
  InferenceSpecification: found.request.InferenceSpecification,
});

export const describePackage = (found: ModelPackage): DescribeModelPackageOutput => ({
  ...found.request,
  ModelPackageName: found.request.ModelPackageGroupName ?? found.name,
  ...identity(found),
  LastModifiedTime: found.modifiedAt,
  CertifyForMarketplace: found.request.CertifyForMarketplace ?? false,
  // Nothing is validated or scanned here, so nothing is reported of it.
  ModelPackageStatusDetails: { ValidationStatuses: [], ImageScanStatuses: [] },
  ...(found.approvalDescription !== undefined && {
    ApprovalDescription: found.approvalDescription,
  }),
});
