import type { Metadata } from "next";
import { DoctorPage } from "@/components/doctor/doctor-page";
import { doctorWords } from "@/lib/words/doctor";

export const metadata: Metadata = { title: doctorWords.title };

export default function Doctor() {
  return <DoctorPage />;
}
