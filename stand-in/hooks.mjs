const standIn = new URL('../out/stand-in/electron.cjs', import.meta.url).href;

export async function resolve(specifier, context, next) {
  if (/^electron(\/main|\/common)?$/.test(specifier)) return { url: standIn, format: 'commonjs', shortCircuit: true };
  return next(specifier, context);
}
