/** The engine's version, as reports name it: the one in package.json. */
export const ENGINE_VERSION = '0.1.0';
