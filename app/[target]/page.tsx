import type { Metadata } from "next";
import { HomePage } from "@/components/home/home-page";
import { homeWords } from "@/lib/words/home";

export const metadata: Metadata = { title: homeWords.title };

export default function Home() {
  return <HomePage />;
}
