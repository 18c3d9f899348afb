/** How a Linux distribution installs Chromium. */
export interface PackageManager {
  program: string;
  /** What must run before an install: its list of packages may be old or empty. */
  prepare: string[][];
  /** Chromium's names, the best first. */
  packages: string[];
  install: (name: string) => string[];
}

// Bounded, for networks that swallow packets, and patient with another apt that holds the lock.
const aptOptions = ['Acquire::http::Timeout=20', 'Acquire::Retries=1', 'DPkg::Lock::Timeout=120'];
const apt = ['apt-get', '-qq', ...aptOptions.flatMap((option) => ['-o', option])];

export const packageManagers: PackageManager[] = [
  {
    program: 'apt-get',
    prepare: [[...apt, 'update']],
    // Debian has both; Ubuntu has them only as snaps, which do not run in containers.
    packages: ['chromium-headless-shell', 'chromium'],
    install: (name) => [...apt, 'install', '-y', '--no-install-recommends', name],
  },
  {
    program: 'apk',
    prepare: [],
    packages: ['chromium'],
    install: (name) => ['apk', 'add', '--quiet', '--no-cache', name],
  },
  {
    program: 'dnf',
    prepare: [],
    packages: ['chromium-headless', 'chromium'],
    install: (name) => ['dnf', 'install', '--quiet', '-y', name],
  },
  {
    program: 'pacman',
    prepare: [],
    packages: ['chromium'],
    install: (name) => ['pacman', '-Sy', '--noconfirm', name],
  },
];
