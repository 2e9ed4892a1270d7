import type { PutImageScanningConfigurationRequest } from "@aws-sdk/client-ecr";
import * as z from "zod";
import type { ServedOperation } from "../../../protocol/operation.ts";
import { inRepository } from "../constraints.ts";
import type { EcrContext } from "../context.ts";
import { requireOwnRepository } from "../images/catalogue.ts";

/** Kept and shown; nothing is scanned. */
export const putImageScanningConfiguration = (context: EcrContext): ServedOperation => ({
  validate: inRepository.extend({ imageScanningConfiguration: z.object({}) }),
  handle: async (request: PutImageScanningConfigurationRequest) => {
    const { repositoryName = "", imageScanningConfiguration } = request;
    await requireOwnRepository(context, request);
    const scanOnPush = imageScanningConfiguration?.scanOnPush ?? false;
    context.store.repositories.update(repositoryName, { scanOnPush });
    return {
      registryId: context.accountId,
      repositoryName,
      imageScanningConfiguration: { scanOnPush },
    };
  },
});
