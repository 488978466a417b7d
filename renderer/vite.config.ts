import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: '../build/renderer',
    emptyOutDir: true,
    target: ['chrome114', 'firefox128', 'safari17'],
    // Everything is a file of its own: the content security policy allows neither inline scripts nor data: modules.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The clerk's screen, the citizens', which knows nothing of the other's protocol, and the empty page that print-outs are shown in.
    rolldownOptions: {
      input: ['index.html', 'citizen.html', 'print.html'].map(name => join(import.meta.dirname, name)),
    },
  },
})
