import type { Metadata } from "next";
import { EndpointPage } from "@/components/endpoints/endpoint/endpoint-page";

interface EndpointRouteProps {
  readonly params: Promise<{ readonly name: string }>;
}

const nameOf = async ({ params }: EndpointRouteProps) => decodeURIComponent((await params).name);

export async function generateMetadata(props: EndpointRouteProps): Promise<Metadata> {
  return { title: await nameOf(props) };
}

export default async function Endpoint(props: EndpointRouteProps) {
  return <EndpointPage name={await nameOf(props)} />;
}
