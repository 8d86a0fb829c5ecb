/** Mantine's mixins and functions (`light-dark`, `rem`) for our CSS modules. */
export default { plugins: { 'postcss-preset-mantine': {} } };
