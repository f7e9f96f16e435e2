/**
 * What each call of the disk can answer instead of doing it, on Linux and on what is mounted there (NFS, FUSE, quotas), by its
 * manual page. “Not there” is among the answers of a call that opens or renames; `stat` and its like never say it of a file that is
 * there: Keyrack believes a disk that says so twice, and nobody could do otherwise.
 */
const looking = ['EACCES', 'EIO', 'ELOOP', 'ENAMETOOLONG', 'ENOMEM', 'EOVERFLOW', 'ESTALE', 'ETIMEDOUT'];
const taking = ['EACCES', 'EDQUOT', 'EIO', 'ELOOP', 'ENAMETOOLONG', 'ENOENT', 'ENOMEM', 'ENOSPC', 'ENOTDIR', 'EPERM', 'EROFS', 'ESTALE'];

export const errnos: Readonly<Record<string, readonly string[]>> = {
  open: [...taking, 'EBUSY', 'EINTR', 'EISDIR', 'EMFILE', 'ENFILE', 'ENODEV', 'ENXIO', 'EOVERFLOW', 'ETXTBSY', 'ETIMEDOUT'],
  'handle.readFile': ['EAGAIN', 'EINTR', 'EINVAL', 'EIO', 'EISDIR', 'ENOMEM', 'ENXIO', 'ESTALE', 'ETIMEDOUT'],
  'handle.read': ['EAGAIN', 'EINTR', 'EINVAL', 'EIO', 'EISDIR', 'ENOMEM', 'ENXIO', 'ESTALE', 'ETIMEDOUT'],
  'handle.stat': ['EIO', 'ENOMEM', 'EOVERFLOW', 'ESTALE'],
  write: ['EAGAIN', 'EDQUOT', 'EFBIG', 'EINTR', 'EIO', 'ENOMEM', 'ENOSPC', 'EPERM', 'EROFS', 'ESTALE'],
  writeFile: ['EAGAIN', 'EDQUOT', 'EFBIG', 'EINTR', 'EIO', 'ENOMEM', 'ENOSPC', 'EPERM', 'EROFS', 'ESTALE'],
  sync: ['EDQUOT', 'EINVAL', 'EIO', 'ENOSPC', 'EROFS', 'ESTALE'],
  rename: [...taking, 'EBUSY', 'EEXIST', 'EISDIR', 'EMLINK', 'ENOTEMPTY', 'EXDEV'],
  link: [...taking, 'EEXIST', 'EMLINK', 'EXDEV'],
  unlink: ['EACCES', 'EBUSY', 'EIO', 'EISDIR', 'ELOOP', 'ENOENT', 'ENOMEM', 'EPERM', 'EROFS', 'ESTALE'],
  mkdir: [...taking, 'EEXIST', 'EMLINK'],
  readdir: ['EACCES', 'EIO', 'EMFILE', 'ENFILE', 'ENOENT', 'ENOMEM', 'ESTALE'],
  stat: looking,
  lstat: looking,
  readlink: looking,
  readFile: [...looking, 'EMFILE', 'ENFILE'],
  chmod: ['EACCES', 'EIO', 'EPERM', 'EROFS'],
  rm: ['EACCES', 'EBUSY', 'EIO', 'EPERM', 'EROFS'],
};
