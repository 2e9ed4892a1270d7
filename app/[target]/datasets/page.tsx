import type { Metadata } from "next";
import { DatasetsPage } from "@/components/datasets/datasets-page";
import { UploadPage } from "@/components/datasets/upload-page";
import { datasetWords, uploadWords } from "@/lib/words/datasets";

interface DatasetsRouteProps {
  readonly searchParams: Promise<{ readonly upload?: string }>;
}

const isUpload = async ({ searchParams }: DatasetsRouteProps) =>
  (await searchParams).upload === "1";

export async function generateMetadata(props: DatasetsRouteProps): Promise<Metadata> {
  return { title: (await isUpload(props)) ? uploadWords.title : datasetWords.title };
}

export default async function Datasets(props: DatasetsRouteProps) {
  return (await isUpload(props)) ? <UploadPage /> : <DatasetsPage />;
}
