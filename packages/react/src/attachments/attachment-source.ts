/** A file on its way into a message. */
export type Attachment = {
  readonly id: string;
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** Its MIME type. */
  readonly type: string;
  /**
   * `queued`: its turn has not come. `failed`: can be tried again. `too-large` and `blocked`: it cannot go at all, whatever one
   * tries.
   */
  readonly state:
    | "queued"
    | "uploading"
    | "processing"
    | "ready"
    | "failed"
    | "too-large"
    | "blocked";
  /** 0 to 1, while it is uploading. */
  readonly progress?: number;
  /** What went wrong, or which limit it is over. */
  readonly reason?: string;
  /** A picture of it, for images. */
  readonly previewUrl?: string;
  /** What a picture shows, for those who do not see it. */
  readonly alt?: string;
};

/** Where a composer's files go, and how they stand. Without one, a composer says that it takes no files. */
export type AttachmentSource = {
  readonly items: readonly Attachment[];
  readonly add: (files: readonly File[]) => void;
  readonly remove: (id: string) => void;
  readonly retry: (id: string) => void;
  readonly setAlt?: (id: string, alt: string) => void;
};
