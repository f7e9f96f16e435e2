/**
 * In the command line's bundle this stands for the pure-JavaScript curve, whose tables cost every start two milliseconds.
 * age asks WebCrypto first and needs of the curve its base point only; where WebCrypto has no X25519 the real one is loaded.
 */
const curve = async () => (await import('@noble/curves/ed25519.js')).x25519;

export const x25519 = {
  GuBytes: new Uint8Array(32).fill(9, 0, 1),
  scalarMult: async (scalar: Uint8Array, u: Uint8Array) => (await curve()).scalarMult(scalar, u),
  scalarMultBase: async (scalar: Uint8Array) => (await curve()).scalarMultBase(scalar),
};
