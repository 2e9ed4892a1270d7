import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { datasetsChanged, sampleFile } from "@/lib/client/datasets";
import { href } from "@/lib/client/href";
import { useTarget } from "@/lib/client/target-context";
import { PartHasher } from "@/lib/client/upload/part-hasher";
import { createUpload } from "@/lib/client/upload/ports";
import { suggestDatasetName, suggestFileName } from "@/lib/domain/names";

/** Uploads the shipped sample and opens its page. */
export function useSample() {
  const target = useTarget();
  const client = useQueryClient();
  const router = useRouter();
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: async () => {
      const file = await client.fetchQuery(sampleFile);
      const name = suggestDatasetName(file.name);
      const hasher = new PartHasher(file);
      const plan = { file, name, fileName: suggestFileName(file.name) };
      const upload = createUpload(target, plan, hasher.hash);
      await upload.resume();
      hasher.close();
      const { phase, error: cause } = upload.getState();
      if (phase !== "done") throw cause instanceof Error ? cause : new Error(String(cause));
      await datasetsChanged(client, target);
      return name;
    },
    onSuccess: (name) => router.push(href.dataset(target, name)),
  });
  return { load: () => mutate(), isLoading: isPending || isSuccess, error };
}
