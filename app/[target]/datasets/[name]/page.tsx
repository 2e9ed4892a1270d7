import type { Metadata } from "next";
import { DatasetPage } from "@/components/datasets/dataset-page";

interface DatasetRouteProps {
  readonly params: Promise<{ readonly name: string }>;
}

const nameOf = async ({ params }: DatasetRouteProps) => decodeURIComponent((await params).name);

export async function generateMetadata(props: DatasetRouteProps): Promise<Metadata> {
  return { title: await nameOf(props) };
}

export default async function Dataset(props: DatasetRouteProps) {
  return <DatasetPage name={await nameOf(props)} />;
}
