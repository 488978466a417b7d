/** What is used of the package's module; it has no types of its own. */
declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  interface J2KDecoder {
    /** A view into the module's memory, to be filled before anything else is called. */
    getEncodedBuffer(length: number): Uint8Array
    /** Drops 2 to the power of `level` of the resolution; layers 0: all. */
    decodeSubResolution(level: number, layers: number): void
    getFrameInfo(): {
      readonly width: number
      readonly height: number
      readonly bitsPerSample: number
      readonly componentCount: number
      readonly isSigned: boolean
    }
    /** A copy of the samples. */
    getDecodedBuffer(): Uint8ClampedArray
  }
  interface Options {
    print(text: string): void
    printErr(text: string): void
    instantiateWasm(
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ): WebAssembly.Exports
  }
  const open: (options: Options) => Promise<{ readonly J2KDecoder: new () => J2KDecoder }>
  export default open
}
