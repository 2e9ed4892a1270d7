import type { Metadata } from "next";
import { DeployPage } from "@/components/endpoints/deploy/deploy-page";
import { deployWords } from "@/lib/words/deploy";

export const metadata: Metadata = { title: deployWords.title };

export default function NewEndpoint() {
  return <DeployPage />;
}
