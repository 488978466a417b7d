import { join } from 'node:path'
import { mergeConfig } from 'vite'
import screens from '../vite.config.ts'

/** The gallery as files, for the walk: `vite build renderer --config renderer/gallery/vite.config.ts`. */
export default mergeConfig(
  { ...screens, build: { ...screens.build, rolldownOptions: {} } },
  {
    build: {
      outDir: '../build/gallery',
      reportCompressedSize: false,
      rolldownOptions: { input: [join(import.meta.dirname, '..', 'gallery.html')] },
    },
  },
)
