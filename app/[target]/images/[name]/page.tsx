import type { Metadata } from "next";
import { ImagePage } from "@/components/images/image-page";

interface ImageRouteProps {
  readonly params: Promise<{ readonly name: string }>;
}

const nameOf = async ({ params }: ImageRouteProps) => decodeURIComponent((await params).name);

export async function generateMetadata(props: ImageRouteProps): Promise<Metadata> {
  return { title: await nameOf(props) };
}

export default async function Image(props: ImageRouteProps) {
  return <ImagePage name={await nameOf(props)} />;
}
