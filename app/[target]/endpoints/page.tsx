import type { Metadata } from "next";
import { EndpointsPage } from "@/components/endpoints/list/endpoints-page";
import { endpointWords } from "@/lib/words/endpoints";

export const metadata: Metadata = { title: endpointWords.title };

export default function Endpoints() {
  return <EndpointsPage />;
}
