export const copybook = {};
