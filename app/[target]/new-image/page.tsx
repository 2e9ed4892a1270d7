import type { Metadata } from "next";
import { RegisterPage } from "@/components/images/register/register-page";
import { registrationWords } from "@/lib/words/image-registration";

export const metadata: Metadata = { title: registrationWords.title };

export default function NewImage() {
  return <RegisterPage />;
}
