import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { AlgorithmFile } from "@/lib/contracts/algorithm-file";
import { api } from "./api-paths";
import { sendJson } from "./fetch";
import { images } from "./images";

const imageRegistrationContracts = () => import("@/lib/contracts/image-registration");
const registeredImage = async () => (await imageRegistrationContracts()).registeredImage;
const registrationCheck = async () => (await imageRegistrationContracts()).registrationCheck;

/** A request as the target would take it, with what speaks against it; the key is the request. */
export const registrationCheckOf = (target: string, request: AlgorithmFile) =>
  queryOptions({
    queryKey: [...images.all(target), "check", request] as const,
    queryFn: ({ signal }) =>
      sendJson("POST", api.imageChecks(target), request, registrationCheck, signal),
    staleTime: 10_000,
  });

export const registerImage = (client: QueryClient, target: string) =>
  mutationOptions({
    mutationFn: (request: AlgorithmFile) =>
      sendJson("POST", api.images(target), request, registeredImage),
    onSuccess: () => client.invalidateQueries({ queryKey: images.all(target) }),
  });
