/** In the command line's bundle this stands for what age needs for recipients of kinds that `seal.ts` refuses. */
export const absent = (): never => {
  throw new Error('only X25519 recipients');
};
const kem = { encapsulate: absent, decapsulate: absent, getPublicKey: absent };

export const MLKEM768P256 = kem;
export const MLKEM768X25519 = kem;
export const p256 = { lengths: {}, Point: { fromBytes: absent }, utils: { randomSecretKey: absent } };
