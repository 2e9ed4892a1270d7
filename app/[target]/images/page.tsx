import type { Metadata } from "next";
import { ImagesPage } from "@/components/images/images-page";
import { imageWords } from "@/lib/words/images";

export const metadata: Metadata = { title: imageWords.title };

export default function Images() {
  return <ImagesPage />;
}
