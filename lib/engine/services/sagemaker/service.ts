import type { Service } from "../../protocol/operation.ts";
import type { SageMakerContext } from "./context.ts";
import { addTags } from "./operations/add-tags.ts";
import { batchDescribeModelPackage } from "./operations/batch-describe-model-package.ts";
import { createAlgorithm } from "./operations/create-algorithm.ts";
import { createEndpoint } from "./operations/create-endpoint.ts";
import { createEndpointConfig } from "./operations/create-endpoint-config.ts";
import { createHyperParameterTuningJob } from "./operations/create-hyper-parameter-tuning-job.ts";
import { createModel } from "./operations/create-model.ts";
import { createModelPackage } from "./operations/create-model-package.ts";
import { createModelPackageGroup } from "./operations/create-model-package-group.ts";
import { createTrainingJob } from "./operations/create-training-job.ts";
import { createTransformJob } from "./operations/create-transform-job.ts";
import { deleteAlgorithm } from "./operations/delete-algorithm.ts";
import { deleteEndpoint } from "./operations/delete-endpoint.ts";
import { deleteEndpointConfig } from "./operations/delete-endpoint-config.ts";
import { deleteHyperParameterTuningJob } from "./operations/delete-hyper-parameter-tuning-job.ts";
import { deleteModel } from "./operations/delete-model.ts";
import { deleteModelPackage } from "./operations/delete-model-package.ts";
import { deleteModelPackageGroup } from "./operations/delete-model-package-group.ts";
import { deleteTags } from "./operations/delete-tags.ts";
import { deleteTrainingJob } from "./operations/delete-training-job.ts";
import { describeAlgorithm } from "./operations/describe-algorithm.ts";
import { describeEndpoint } from "./operations/describe-endpoint.ts";
import { describeEndpointConfig } from "./operations/describe-endpoint-config.ts";
import { describeHyperParameterTuningJob } from "./operations/describe-hyper-parameter-tuning-job.ts";
import { describeModel } from "./operations/describe-model.ts";
import { describeModelPackage } from "./operations/describe-model-package.ts";
import { describeModelPackageGroup } from "./operations/describe-model-package-group.ts";
import { describeTrainingJob } from "./operations/describe-training-job.ts";
import { describeTransformJob } from "./operations/describe-transform-job.ts";
import { listAlgorithms } from "./operations/list-algorithms.ts";
import { listEndpointConfigs } from "./operations/list-endpoint-configs.ts";
import { listEndpoints } from "./operations/list-endpoints.ts";
import { listHyperParameterTuningJobs } from "./operations/list-hyper-parameter-tuning-jobs.ts";
import { listModelPackageGroups } from "./operations/list-model-package-groups.ts";
import { listModelPackages } from "./operations/list-model-packages.ts";
import { listModels } from "./operations/list-models.ts";
import { listTags } from "./operations/list-tags.ts";
import { listTrainingJobs } from "./operations/list-training-jobs.ts";
import { listTrainingJobsForHyperParameterTuningJob } from "./operations/list-training-jobs-for-hyper-parameter-tuning-job.ts";
import { listTransformJobs } from "./operations/list-transform-jobs.ts";
import { search } from "./operations/search.ts";
import { stopHyperParameterTuningJob } from "./operations/stop-hyper-parameter-tuning-job.ts";
import { stopTrainingJob } from "./operations/stop-training-job.ts";
import { stopTransformJob } from "./operations/stop-transform-job.ts";
import { updateEndpoint } from "./operations/update-endpoint.ts";
import { updateModelPackage } from "./operations/update-model-package.ts";

export function createSageMakerService(context: SageMakerContext): Service {
  return {
    name: "sagemaker",
    operations: {
      AddTags: addTags(context),
      BatchDescribeModelPackage: batchDescribeModelPackage(context),
      CreateAlgorithm: createAlgorithm(context),
      CreateEndpoint: createEndpoint(context),
      CreateEndpointConfig: createEndpointConfig(context),
      CreateHyperParameterTuningJob: createHyperParameterTuningJob(context),
      CreateModel: createModel(context),
      CreateModelPackage: createModelPackage(context),
      CreateModelPackageGroup: createModelPackageGroup(context),
      CreateTrainingJob: createTrainingJob(context),
      CreateTransformJob: createTransformJob(context),
      DeleteAlgorithm: deleteAlgorithm(context),
      DeleteEndpoint: deleteEndpoint(context),
      DeleteEndpointConfig: deleteEndpointConfig(context),
      DeleteHyperParameterTuningJob: deleteHyperParameterTuningJob(context),
      DeleteModel: deleteModel(context),
      DeleteModelPackage: deleteModelPackage(context),
      DeleteModelPackageGroup: deleteModelPackageGroup(context),
      DeleteTags: deleteTags(context),
      DeleteTrainingJob: deleteTrainingJob(context),
      DescribeAlgorithm: describeAlgorithm(context),
      DescribeEndpoint: describeEndpoint(context),
      DescribeEndpointConfig: describeEndpointConfig(context),
      DescribeHyperParameterTuningJob: describeHyperParameterTuningJob(context),
      DescribeModel: describeModel(context),
      DescribeModelPackage: describeModelPackage(context),
      DescribeModelPackageGroup: describeModelPackageGroup(context),
      DescribeTrainingJob: describeTrainingJob(context),
      DescribeTransformJob: describeTransformJob(context),
      ListAlgorithms: listAlgorithms(context),
      ListEndpointConfigs: listEndpointConfigs(context),
      ListEndpoints: listEndpoints(context),
      ListHyperParameterTuningJobs: listHyperParameterTuningJobs(context),
      ListModelPackageGroups: listModelPackageGroups(context),
      ListModelPackages: listModelPackages(context),
      ListModels: listModels(context),
      ListTags: listTags(context),
      ListTrainingJobs: listTrainingJobs(context),
      ListTrainingJobsForHyperParameterTuningJob:
        listTrainingJobsForHyperParameterTuningJob(context),
      ListTransformJobs: listTransformJobs(context),
      Search: search(context),
      StopHyperParameterTuningJob: stopHyperParameterTuningJob(context),
      StopTrainingJob: stopTrainingJob(context),
      StopTransformJob: stopTransformJob(context),
      UpdateEndpoint: updateEndpoint(context),
      UpdateModelPackage: updateModelPackage(context),
    },
  };
}
