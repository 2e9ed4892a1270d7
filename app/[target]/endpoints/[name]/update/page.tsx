import type { Metadata } from "next";
import { UpdatePage } from "@/components/endpoints/deploy/update-page";
import { deployWords } from "@/lib/words/deploy";

interface UpdateRouteProps {
  readonly params: Promise<{ readonly name: string }>;
}

const nameOf = async ({ params }: UpdateRouteProps) => decodeURIComponent((await params).name);

export async function generateMetadata(props: UpdateRouteProps): Promise<Metadata> {
  return { title: deployWords.updateTitle(await nameOf(props)) };
}

export default async function Update(props: UpdateRouteProps) {
  return <UpdatePage name={await nameOf(props)} />;
}
