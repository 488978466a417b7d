import { parentPort, workerData } from 'node:worker_threads'
import { type ExamineTask, looked } from './thread-examine.ts'

/** The thread that looks at a store once, and ends. */
parentPort?.postMessage(looked(workerData as ExamineTask))
