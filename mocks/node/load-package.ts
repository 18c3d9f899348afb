import { PlayheadError } from '../util/error.ts';

/**
 * Loads what needs a package that need not be installed: an optional peer.
 * @throws PlayheadError `missing-package` that names the package.
 */
export async function loadPackage<T>(doing: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const [, name] = /^Cannot find package '([^']+)'/.exec(message) ?? [];
    if (code !== 'ERR_MODULE_NOT_FOUND' || name === undefined) throw error;
    const hint = `Run npm install --save-dev ${name}`;
    throw new PlayheadError('missing-package', `Cannot ${doing}: ${name} is missing. ${hint}.`);
  }
}
