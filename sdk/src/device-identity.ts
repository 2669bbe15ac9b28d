/**
 * What makes a device the person's. All of it can be kept by structured cloning (IndexedDB); the
 * private keys in it can be used but not read. Who has it is the person: keep it nowhere else.
 */
export interface DeviceIdentity {
  readonly keys: CryptoKeyPair;
  /** Null between the making of the key and the service's answer. */
  readonly enrolment: DeviceEnrolment | null;
  /** Those that are to take the place of `keys`, from before the service is asked. */
  readonly nextKeys?: CryptoKeyPair;
}

export interface DeviceEnrolment {
  readonly personId: string;
  /** The service's signed word that this key is this person's. */
  readonly certificate: string;
  readonly certificateExpiresAt: Date;
}

/** Where a device keeps its identity. `save` replaces what was there. */
export interface DeviceStore {
  load(): Promise<DeviceIdentity | undefined>;
  save(identity: DeviceIdentity): Promise<void>;
}
