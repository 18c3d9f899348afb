// Says where the project ends: Next.js takes the lockfile of the repository around it for its own.
export default { turbopack: { root: import.meta.dirname } };
