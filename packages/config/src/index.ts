// Environment to one frozen, typed object; refuses to start with all faults named at once.
export { type Config, ConfigError, describeConfig, loadConfig } from './config.js';
