/** Jest takes ES modules as they are: no transform, and Node's own loader. */
export default { testEnvironment: 'node', transform: {} };
