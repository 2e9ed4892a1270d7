/** What a stored profile was made of, and when. */
export interface Profiled {
  readonly bytes: number;
  readonly files: number;
  readonly header: string;
  /** ISO-8601. */
  readonly createdAt: string;
}

/** A dataset as its list knows it; nulls are not known. */
export interface ListedData {
  readonly size: number;
  readonly files: number;
  readonly header: string | null;
  readonly modifiedAt: string | null;
}

/** Whether a profile still says something: of other bytes, or read in another way, it does not. */
export const isProfileOf = (profile: Profiled, data: ListedData): boolean =>
  profile.bytes === data.size &&
  profile.files === data.files &&
  (data.header === null || profile.header === data.header) &&
  (data.modifiedAt === null || Date.parse(data.modifiedAt) <= Date.parse(profile.createdAt));
