// Queue names, payload schemas and the choice of backend. Jobs are wakes: ids only, and all of them may be lost.
export { type ConsumeOptions, type Consumer, consume } from './consumer.js';
export { type JobName, type JobPayload, jobNames, jobs } from './jobs.js';
export { migrateQueues } from './migrate-queues.js';
export { openProducer, type Producer, type ProducerOptions } from './producer.js';
