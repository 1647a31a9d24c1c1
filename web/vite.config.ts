import { defineConfig } from 'vite';

export default defineConfig({
  base: '/',
  build: {
    outDir: 'target/classes/META-INF/resources/millrace',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    license: { fileName: 'licenses.txt' },
  },
});
