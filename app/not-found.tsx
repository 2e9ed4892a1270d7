import type { Metadata } from "next";
import Link from "next/link";
import { common } from "@/lib/words/common";

const { notFound: words } = common;

export const metadata: Metadata = { title: words.title };

/** In place of Next's own, whose style element the page's policy refuses. */
export default function NotFoundPage() {
  return (
    <main className="mx-auto max-w-prose p-8">
      <h1 className="mb-2 font-semibold text-xl">{words.title}</h1>
      <p>{words.text}</p>
      <p>
        <Link href="/">{words.home}</Link>
      </p>
    </main>
  );
}
