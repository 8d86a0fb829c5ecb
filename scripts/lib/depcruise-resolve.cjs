/** How dependency-cruiser finds `@/…`: it cannot read tsconfig.json, since TypeScript 7 has no API for it. */
const { resolve } = require('node:path');

module.exports = {
  resolve: {
    alias: { '@': resolve(__dirname, '../..') },
    extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    conditionNames: ['import', 'types', 'default'],
  },
};
